package dev.weft.instrumentation.javahttpclient;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.StackedClientContract;
import java.net.http.HttpClient;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's client, which sends by this one. */
class RestClientTest extends StackedClientContract {
  private final RestClient spring =
      RestClient.builder()
          .requestFactory(
              new JdkClientHttpRequestFactory(
                  HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()))
          .build();

  @Override
  protected int send(ClientRequest request) {
    return spring.get().uri(request.uri()).retrieve().toBodilessEntity().getStatusCode().value();
  }
}
