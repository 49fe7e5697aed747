package dev.weft.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link Sink} in a JVM of its own, whose CPU time is nobody's. */
final class SinkProcess implements AutoCloseable {
  private final Process process;
  private final String url;

  SinkProcess() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                // Else a small answer waits for the acknowledgement of its head.
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                Sink.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
    url = "http://127.0.0.1:" + out.readLine();
  }

  String url() {
    return url;
  }

  /** Served requests whose spans arrived since it started. */
  long served() throws IOException {
    try (InputStream in = new URL(url + "/served").openStream()) {
      return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
