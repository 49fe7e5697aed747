package dev.weft.benchmarks.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Service} in a JVM of its own. */
final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> log = new ArrayList<>();
  private final Thread logging;
  private final int port;

  /**
   * Starts the service.
   *
   * @param options of the JVM, such as the agent's
   */
  ServiceProcess(List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Xms128m", "-Xmx128m", "-Dsun.net.httpserver.nodelay=true"));
    command.addAll(List.of("-Dhttp.maxConnections=64"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Service.class.getName());
    process = new ProcessBuilder(command).start();
    logging = new Thread(this::readLog, "log of the service");
    logging.setDaemon(true);
    logging.start();
    out = process.inputReader();
    port = Integer.parseInt(readLine().substring("port ".length()));
  }

  /** The agent, sending to this port. */
  static List<String> agent(Path jar, int collectorPort) {
    return List.of(
        "-javaagent:" + jar,
        "-Dotel.service.name=soak",
        "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + collectorPort,
        "-Dweft.log.level=debug");
  }

  int port() {
    return port;
  }

  /** What {@link Service} says of itself now. */
  long[] sample() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    String[] numbers = readLine().split(" ");
    long[] sample = new long[numbers.length];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = Long.parseLong(numbers[i]);
    }
    return sample;
  }

  private String readLine() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the service ended: " + log());
    }
    return line;
  }

  /** Lets the service end, and returns the agent's account of its spans. */
  String end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("the service does not end");
    }
    logging.join();
    for (String line : log()) {
      int start = line.indexOf("spans ended");
      if (start >= 0) {
        return line.substring(start);
      }
    }
    return "the agent said nothing of its spans";
  }

  private void readLog() {
    process.errorReader().lines().forEach(this::add);
  }

  private void add(String line) {
    synchronized (log) {
      log.add(line);
    }
  }

  private List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
