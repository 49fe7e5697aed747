package dev.weft.agent.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.start(0, spans::addAll);
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void takesSpans() throws Exception {
    assertThat(post("/v1/traces", "application/x-protobuf", null, OtlpMessages.request()))
        .isEqualTo(200);
    assertThat(spans).singleElement().satisfies(s -> assertThat(s.name).isEqualTo("GET /"));
  }

  @Test
  void unpacksGzip() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(OtlpMessages.request());
    }

    assertThat(post("/v1/traces", "application/x-protobuf", "gzip", packed.toByteArray()))
        .isEqualTo(200);
    assertThat(spans).hasSize(1);
  }

  @Test
  void refusesAGzipBomb() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[RequestBody.LARGEST + 1]);
    }

    assertThat(post("/v1/traces", "application/x-protobuf", "gzip", packed.toByteArray()))
        .isEqualTo(413);
  }

  @Test
  void saysThatItReadsNoJson() throws Exception {
    assertThat(post("/v1/traces", "application/json", null, "{}".getBytes())).isEqualTo(415);
  }

  @Test
  void refusesGarbageAndGoesOn() throws Exception {
    assertThat(post("/v1/traces", "application/x-protobuf", null, new byte[] {1, 2, 3}))
        .isEqualTo(400);
    takesSpans();
  }

  @Test
  void discardsMetricsAndLogsWithoutComplaint() throws Exception {
    assertThat(post("/v1/metrics", "application/x-protobuf", null, new byte[0])).isEqualTo(200);
    assertThat(post("/v1/logs", "application/x-protobuf", null, new byte[0])).isEqualTo(200);
    assertThat(post("/", "application/x-protobuf", null, new byte[0])).isEqualTo(404);
  }

  @Test
  void failsOnAPortInUse() {
    assertThatThrownBy(() -> Receiver.start(receiver.port(), spans::addAll))
        .isInstanceOf(BindException.class);
  }

  private int post(String path, String type, String encoding, byte[] body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (encoding != null) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
