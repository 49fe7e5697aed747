package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** An application in a JVM of its own. */
final class AppProcess implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final int POLL_MILLIS = 10;
  private static final int OK = 200;

  private final Process process;
  private final int port;
  private final byte[] request;
  private final Path log;
  private final long started;

  private AppProcess(Process process, int port, byte[] request, Path log, long started) {
    this.process = process;
    this.port = port;
    this.request = request;
    this.log = log;
    this.started = started;
  }

  /** A port that is free now; that it stays so is likely. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static AppProcess start(Bench bench, Subject subject) throws IOException {
    int port = freePort();
    Path log = bench.folder().resolve(subject.fileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(bench, subject, port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(AppProcess::configures);
    long now = System.nanoTime();
    return new AppProcess(builder.start(), port, subject.app().requests()[0], log, now);
  }

  private static List<String> command(Bench bench, Subject subject, int port) {
    List<String> command = new ArrayList<>();
    command.add(subject.jdk().tool("java"));
    command.addAll(subject.app().jvm());
    // So that their CPU time can be read to the end, and so that the probe may be loaded.
    command.add("-XX:-UseDynamicNumberOfCompilerThreads");
    command.add("-XX:+EnableDynamicAgentLoading");
    command.addAll(subject.contestant().options(bench.sink().url()));
    Path jar = bench.jars().of(subject.contestant().agent());
    if (jar != null) {
      command.add("-javaagent:" + jar);
    }
    command.addAll(subject.app().command(bench.apps(), port, bench.sink().url()));
    return command;
  }

  /** What would reach the agent beside what we tell it. */
  private static boolean configures(String variable) {
    String upper = variable.toUpperCase(Locale.ROOT);
    return upper.startsWith("OTEL_")
        || upper.startsWith("WEFT_")
        || upper.startsWith("DD_")
        || upper.startsWith("ELASTIC_APM_")
        || upper.equals("JAVA_TOOL_OPTIONS");
  }

  /** Asks until there is an answer, and returns the seconds since the start. */
  double awaitFirstAnswer() throws IOException, InterruptedException {
    while (!answers()) {
      if (!process.isAlive()) {
        throw new IOException("the application ended: " + tail());
      }
      if (System.nanoTime() - started > PATIENCE_NANOS) {
        throw new IOException("the application does not answer: " + tail());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return (System.nanoTime() - started) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private boolean answers() {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.exchange(request) == OK;
    } catch (IOException e) {
      return false; // Nobody listens yet.
    }
  }

  private String tail() throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 2000));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
