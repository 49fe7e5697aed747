package dev.weft.instrumentation.okhttp;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.StackedClientContract;
import java.util.concurrent.CompletableFuture;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Nested;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Url;

class RetrofitTest {

  interface Service {
    @GET
    Call<ResponseBody> get(@Url String url);
  }

  private static Call<ResponseBody> call(ClientRequest request) {
    String url = request.uri().toString();
    return new Retrofit.Builder()
        .baseUrl("http://localhost/")
        .client(Calls.CLIENT)
        .build()
        .create(Service.class)
        .get(url);
  }

  @Nested
  class Executed extends StackedClientContract {
    @Override
    protected int send(ClientRequest request) throws Exception {
      return call(request).execute().code();
    }
  }

  @Nested
  class Enqueued extends StackedClientContract {
    @Override
    protected int send(ClientRequest request) throws Exception {
      CompletableFuture<Integer> status = new CompletableFuture<>();
      call(request)
          .enqueue(
              new Callback<>() {
                @Override
                public void onResponse(Call<ResponseBody> call, Response<ResponseBody> response) {
                  status.complete(response.code());
                }

                @Override
                public void onFailure(Call<ResponseBody> call, Throwable thrown) {
                  status.completeExceptionally(thrown);
                }
              });
      return status.get();
    }
  }
}
