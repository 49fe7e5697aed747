package dev.weft.instrumentation.apachehttpclient4;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

class ApacheHttpClient4Test extends HttpClientContract {
  private static final CloseableHttpClient CLIENT = HttpClients.createDefault();

  @Override
  protected int send(ClientRequest request) throws Exception {
    try (CloseableHttpResponse response = CLIENT.execute(toHttpRequest(request))) {
      EntityUtils.consume(response.getEntity());
      return response.getStatusLine().getStatusCode();
    }
  }

  static HttpUriRequest toHttpRequest(ClientRequest request) throws Exception {
    int timeout = (int) request.timeout().toMillis();
    RequestBuilder builder =
        RequestBuilder.create(request.method())
            .setUri(request.uri())
            .setConfig(RequestConfig.custom().setSocketTimeout(timeout).build());
    request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    if (request.body() != null) {
      StringEntity body = new StringEntity(request.body());
      body.setChunked(request.streamed());
      builder.setEntity(body);
    }
    return builder.build();
  }
}
