package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.testing.StablePorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server on a JDK, run twice, without the agent and with it, and asked the same. */
final class ServerCell {
  private static final List<String> REQUESTS =
      List.of("GET /outer", "GET /broken", "GET /moved", "GET /missing", "POST /inner");

  /** One for each request, one for the call of {@code /outer} and one for its answer. */
  private static final int SPANS = REQUESTS.size() + 2;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Server server;
  private final Jdk jdk;
  private final Path folder;
  private final int port;

  private ServerCell(String name, Server server, Jdk jdk) throws IOException {
    this.server = server;
    this.jdk = jdk;
    this.folder = Cells.folder(name + "-jdk" + jdk.version());
    this.port = freePort();
  }

  /** Checks what must hold of every server. */
  static void check(String name, Server server, Jdk jdk) throws Exception {
    new ServerCell(name, server, jdk).check();
  }

  private void check() throws Exception {
    Outcome plain = run(List.of(), () -> {});
    try (OtlpReceiver collector = OtlpReceiver.start()) {
      List<String> options = new ArrayList<>(List.of("-javaagent:" + Weft.JAR));
      options.addAll(List.of(collector.options()));

      Outcome traced = run(options, () -> collector.await(SPANS, span -> true));

      assertSpans(collector.spans());
      Invariants.assertSame(plain, traced);
    }
    Cells.delete(folder);
  }

  private void assertSpans(List<ReceivedSpan> spans) {
    ReceivedSpan outer = server(spans, "GET", "/outer");
    ReceivedSpan inner = server(spans, "GET", "/inner");
    ReceivedSpan call = only(spans.stream().filter(span -> span.kind() == SPAN_KIND_CLIENT));
    assertThat(outer.parentSpanId()).isEmpty();
    assertThat(outer.name()).isEqualTo("GET " + server.route("/outer"));
    assertThat(outer.attributes())
        .containsEntry("http.route", server.route("/outer"))
        .containsEntry("http.response.status_code", "200");
    assertThat(outer.failed()).isFalse();
    assertThat(call.isChildOf(outer)).as("%s is child of %s", call, outer).isTrue();
    assertThat(inner.isChildOf(call)).as("%s is child of %s", inner, call).isTrue();
    ReceivedSpan broken = server(spans, "GET", "/broken");
    assertThat(broken.failed()).as("%s", broken).isTrue();
    assertThat(broken.attributes()).containsEntry("http.response.status_code", "500");
    assertThat(server(spans, "GET", "/moved").attributes())
        .containsEntry("http.response.status_code", "302");
    ReceivedSpan missing = server(spans, "GET", "/missing");
    assertThat(missing.failed()).as("%s", missing).isFalse();
    assertThat(missing.attributes()).containsEntry("http.response.status_code", "404");
    assertThat(server(spans, "POST", "/inner").attributes())
        .containsEntry("http.response.status_code", "405");
    assertThat(spans).as("%s", spans).hasSize(SPANS);
  }

  private ReceivedSpan server(List<ReceivedSpan> spans, String method, String path) {
    return only(
        spans.stream()
            .filter(span -> span.kind() == SPAN_KIND_SERVER)
            .filter(span -> method.equals(span.attributes().get("http.request.method")))
            .filter(span -> (server.mount() + path).equals(span.attributes().get("url.path"))));
  }

  private static ReceivedSpan only(Stream<ReceivedSpan> spans) {
    List<ReceivedSpan> found = spans.toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /**
   * Both runs are in the same folder and on the same port, so that their output can be compared.
   */
  private Outcome run(List<String> options, Awaiting beforeTheEnd) throws Exception {
    Cells.delete(folder);
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + temporary));
    all.addAll(options);
    ProcessBuilder command = server.command(jdk, folder, port, all).directory(folder.toFile());
    command.environment().put("JAVA_HOME", jdk.home().toString());
    try (JavaProcess process = JavaProcess.start(command)) {
      server.awaitReady(process);
      List<String> answers = new ArrayList<>();
      for (String request : REQUESTS) {
        answers.add(answer(request));
      }
      beforeTheEnd.await();
      Result result = process.terminate();
      return new Outcome(answers, result, filesIn(folder));
    }
  }

  private String answer(String request) throws IOException, InterruptedException {
    String[] methodAndPath = request.split(" ");
    URI address = URI.create("http://localhost:" + port + server.mount() + methodAndPath[1]);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(address)
                .method(methodAndPath[0], BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return request + ": " + response.statusCode() + " " + headers + "\n" + response.body();
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).toList();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = StablePorts.take()) {
      return socket.getLocalPort();
    }
  }

  /** Waits for something. */
  private interface Awaiting {
    void await() throws InterruptedException;
  }
}
