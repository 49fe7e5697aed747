package dev.weft.instrumentation.okhttp;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.StackedClientContract;
import feign.Feign;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import feign.okhttp.OkHttpClient;
import java.net.URI;

class FeignTest extends StackedClientContract {

  interface Service {
    @RequestLine("GET")
    Response get(URI uri);
  }

  @Override
  protected int send(ClientRequest request) throws Exception {
    Service service =
        Feign.builder()
            .client(new OkHttpClient(Calls.CLIENT))
            .retryer(Retryer.NEVER_RETRY)
            .target(Service.class, "http://localhost");
    try (Response response = service.get(request.uri())) {
      return response.status();
    }
  }
}
