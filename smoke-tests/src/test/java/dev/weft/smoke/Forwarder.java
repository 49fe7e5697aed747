package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The forwarder of {@code apps/forwarder} in a server's JVM with the agent, between a sender of raw
 * header lines and a {@link CallbackServer}.
 */
final class Forwarder implements AutoCloseable {
  private static final AtomicInteger CALLS = new AtomicInteger();

  private final OtlpReceiver collector;
  private final CallbackServer callbacks;
  private final JavaProcess process;
  private final int port;

  private Forwarder(OtlpReceiver collector, CallbackServer callbacks, JavaProcess process)
      throws InterruptedException {
    this.collector = collector;
    this.callbacks = callbacks;
    this.process = process;
    String listening = process.awaitOut("listening on ");
    this.port = Integer.parseInt(listening.substring("listening on ".length()));
  }

  /** A forwarder on {@code tomcat-10} or {@code jetty-12}. */
  static Forwarder start(String server, String... options) throws Exception {
    OtlpReceiver collector = OtlpReceiver.start();
    String main = server.startsWith("tomcat") ? "TomcatServer" : "JettyServer";
    ProcessBuilder builder =
        Weft.app("forwarder-" + server, Jdk.of(17), collector, "example.forwarder." + main);
    builder.command().addAll(1, List.of(options));
    return new Forwarder(collector, CallbackServer.start(), JavaProcess.start(builder));
  }

  OtlpReceiver collector() {
    return collector;
  }

  /** What reaches the next service when a request with these header lines comes in. */
  Headers forward(String client, String... headerLines) throws IOException {
    return forward(client, 1, headerLines).get(0);
  }

  /** Each of the calls that are made on behalf of one request with these header lines. */
  List<Headers> forward(String client, int count, String... headerLines) throws IOException {
    String path = "/" + CALLS.incrementAndGet();
    String call = "{\"url\": \"" + callbacks.url(path) + "\", \"arguments\": []}";
    String body = Collections.nCopies(count, call).toString();
    assertThat(post("/with/" + client, body, headerLines)).startsWith("HTTP/1.1 200 ");
    List<Headers> calls = callbacks.calls(path);
    assertThat(calls).hasSize(count);
    return calls;
  }

  /** Headers are written as they stand: no client takes out blanks or puts them together. */
  private String post(String path, String body, String... headerLines) throws IOException {
    StringBuilder request = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : headerLines) {
      request.append(line).append("\r\n");
    }
    request.append("Connection: close\r\nContent-Type: application/json\r\nContent-Length: ");
    request.append(body.length()).append("\r\n\r\n").append(body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
    callbacks.close();
    collector.close();
  }
}
