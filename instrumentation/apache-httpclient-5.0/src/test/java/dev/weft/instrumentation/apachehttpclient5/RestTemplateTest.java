package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.StackedClientContract;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** Spring's client, which sends by this one. */
class RestTemplateTest extends StackedClientContract {
  private final RestTemplate spring =
      new RestTemplate(new HttpComponentsClientHttpRequestFactory());

  @Override
  protected int send(ClientRequest request) {
    return spring.getForEntity(request.uri(), String.class).getStatusCode().value();
  }
}
