package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

class ApacheHttpClient5Test extends HttpClientContract {
  private static final CloseableHttpClient CLIENT = HttpClients.createDefault();

  @Override
  protected int send(ClientRequest request) throws Exception {
    try (CloseableHttpResponse response = CLIENT.execute(toHttpRequest(request))) {
      EntityUtils.consume(response.getEntity());
      return response.getCode();
    }
  }

  static HttpUriRequestBase toHttpRequest(ClientRequest request) {
    HttpUriRequestBase sent = new HttpUriRequestBase(request.method(), request.uri());
    sent.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(Timeout.ofMilliseconds(request.timeout().toMillis()))
            .build());
    request.headers().forEach(header -> sent.addHeader(header.name(), header.value()));
    if (request.body() != null) {
      sent.setEntity(new StringEntity(request.body(), ContentType.TEXT_PLAIN, request.streamed()));
    }
    return sent;
  }
}
