package dev.weft.smoke;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code example.smoke.Load} with the agent, and what it may be told to do. */
final class LoadService implements AutoCloseable {
  private final JavaProcess process;

  /** Starts the service, its spans going to this endpoint. */
  LoadService(Jdk jdk, String protocol, String endpoint, String... options)
      throws InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of(
                SpanAccount.OPTION,
                "-Dotel.exporter.otlp.protocol=" + protocol,
                "-Dotel.exporter.otlp.endpoint=" + endpoint,
                "-Dotel.bsp.schedule.delay=100"));
    all.addAll(List.of(options));
    all.addAll(List.of("-cp", Weft.APPS, "example.smoke.Load"));
    process = JavaProcess.start(Weft.java(jdk, all.toArray(String[]::new)));
    process.awaitOut("ready");
  }

  /** Sends so many requests, and waits until all are answered. */
  void run(int count) throws IOException, InterruptedException {
    send(count, 1_000_000);
    awaitAll(count);
  }

  /** Begins to send so many requests. */
  void send(int count, int perSecond) throws IOException {
    process.write("requests " + count + " " + perSecond);
  }

  /** Waits until at least so many requests are answered; a multiple of 500. */
  void awaitAnswered(int count) throws InterruptedException {
    process.awaitOut("answered " + count);
  }

  /** Waits until all requests are answered, and their spans ended. */
  void awaitAll(int count) throws InterruptedException {
    process.awaitOut("answered all " + count);
  }

  /** Lets {@code main} end. */
  JavaProcess.Result end() throws InterruptedException {
    return process.awaitEnd();
  }

  /** Has it call {@code System.exit}. */
  JavaProcess.Result exit(int code) throws IOException, InterruptedException {
    process.write("exit " + code);
    return process.awaitEnd();
  }

  /** Sends SIGTERM. */
  JavaProcess.Result terminate() throws InterruptedException {
    return process.terminate();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
