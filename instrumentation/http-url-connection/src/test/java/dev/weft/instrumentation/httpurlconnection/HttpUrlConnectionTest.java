package dev.weft.instrumentation.httpurlconnection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import dev.weft.testing.executor.Collectable;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpUrlConnectionTest extends HttpClientContract {

  @Override
  protected int send(ClientRequest request) throws IOException {
    HttpURLConnection connection = open(request);
    String body = request.body();
    if (body != null) {
      connection.setDoOutput(true);
      if (request.streamed()) {
        connection.setChunkedStreamingMode(1024);
      }
      write(connection, body);
    }
    int status = connection.getResponseCode();
    read(connection, status);
    return status;
  }

  private static HttpURLConnection open(ClientRequest request) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
    connection.setRequestMethod(request.method());
    connection.setReadTimeout((int) request.timeout().toMillis());
    for (ClientRequest.Header header : request.headers()) {
      connection.addRequestProperty(header.name(), header.value());
    }
    return connection;
  }

  private static void write(HttpURLConnection connection, String body) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void read(HttpURLConnection connection, int status) throws IOException {
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      in.readAllBytes();
    }
  }

  @Test
  void beginsWithAnExplicitConnect() throws IOException {
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(connection.getResponseCode()).isEqualTo(200);
    read(connection, 200);
    weft.awaitSpan();
  }

  @Test
  void isOverAfterTheFirstResponse() throws IOException {
    HttpURLConnection connection = open(get("/status/404"));
    assertThat(connection.getResponseCode()).isEqualTo(404);
    assertThat(connection.getHeaderField("X-Answer")).isEqualTo("42");
    assertThat(connection.getResponseCode()).isEqualTo(404);
    connection.disconnect();
    weft.awaitSpan();
  }

  @Test
  void endsWhenTheApplicationGivesUp() throws IOException {
    HttpURLConnection connection = open(get("/ok"));
    connection.connect();
    connection.disconnect();
    weft.awaitSpan();
  }

  @Test
  void showsNoHeaderOfOursToTheApplication() throws IOException {
    HttpURLConnection connection = open(get("/ok"));
    assertThat(connection.getResponseCode()).isEqualTo(200);
    assertThat(connection.getRequestProperty("traceparent")).isNull();
    read(connection, 200);
    weft.awaitSpan();
  }

  @Test
  void showsTheApplicationsOwnHeaderToTheApplication() throws IOException {
    HttpURLConnection connection = open(get("/ok"));
    connection.setRequestProperty("traceparent", "mine");
    assertThat(connection.getRequestProperty("traceparent")).isEqualTo("mine");
    assertThat(connection.getResponseCode()).isEqualTo(200);
    read(connection, 200);
    weft.awaitSpan();
  }

  @Test
  void keepsNothingOfTheCallerWithAConnectionThatIsKept() throws Exception {
    Collectable held = new Collectable();
    HttpURLConnection connection = open(get("/ok"));
    Requests.run(
        "caller",
        () -> {
          held.add(Context.current());
          read(connection, connection.getResponseCode());
        });
    held.assertCollected();
    assertThat(connection.getResponseCode()).isEqualTo(200);
    weft.awaitSpan();
  }
}
