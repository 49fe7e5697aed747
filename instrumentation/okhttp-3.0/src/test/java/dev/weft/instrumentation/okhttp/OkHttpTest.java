package dev.weft.instrumentation.okhttp;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import okhttp3.Response;

class OkHttpTest extends HttpClientContract {

  @Override
  protected int send(ClientRequest request) throws Exception {
    Response response = Calls.of(request).execute();
    response.body().string();
    return response.code();
  }
}
