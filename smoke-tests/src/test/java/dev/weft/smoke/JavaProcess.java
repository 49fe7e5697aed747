package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process under test, whose output is read line by line as it comes. */
final class JavaProcess implements AutoCloseable, Witness {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final String command;
  private final Process process;
  private final Lines out;
  private final Lines err;

  private JavaProcess(String command, Process process) {
    this.command = command;
    this.process = process;
    this.out = new Lines(process.inputReader());
    this.err = new Lines(process.errorReader());
  }

  static JavaProcess start(ProcessBuilder builder) {
    try {
      JavaProcess started = new JavaProcess(String.join(" ", builder.command()), builder.start());
      Evidence.of(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a process to its end. */
  static Result run(ProcessBuilder builder) throws InterruptedException {
    try (JavaProcess running = start(builder)) {
      return running.awaitEnd();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits until a line on standard output contains this text, and answers the line. */
  String awaitOut(String text) throws InterruptedException {
    return out.await(text);
  }

  /** Waits until a line on standard error contains this text, and answers the line. */
  String awaitErr(String text) throws InterruptedException {
    return err.await(text);
  }

  /** Writes a line to the process's standard input. */
  void write(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /** Closes the process's standard input and waits for its end. */
  Result awaitEnd() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // It has ended before reading all of it, which is fine.
    }
    return awaitExit();
  }

  /** Sends SIGTERM and waits for the end. */
  Result terminate() throws InterruptedException {
    // Process.destroy() would close the streams, and what is said at the end would be lost.
    process.toHandle().destroy();
    return awaitExit();
  }

  /** Sends SIGKILL and waits for the end. */
  Result kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    return awaitExit();
  }

  private Result awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS))
        .as("ends within two minutes; so far: %s %s", out, err)
        .isTrue();
    return new Result(process.exitValue(), out.all(), err.all());
  }

  @Override
  public void close() throws InterruptedException {
    // A server's script may leave its JVM behind.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public String testimony() {
    String end = process.isAlive() ? "still running" : "exit code " + process.exitValue();
    return command + "\n\n" + out + "\n\non standard error:\n" + err + "\n\n" + end + "\n";
  }

  @Override
  public boolean isOver() {
    return !process.isAlive();
  }

  /** How a process ended, and what it said. */
  record Result(int exitCode, List<String> out, List<String> err) {}

  /** The lines of a stream; a thread of its own reads them. */
  private static final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reading;

    Lines(BufferedReader reader) {
      reading = new Thread(() -> readAll(reader), "output");
      reading.setDaemon(true);
      reading.start();
    }

    private void readAll(BufferedReader reader) {
      try {
        reader.lines().forEach(this::add);
      } catch (UncheckedIOException closed) {
        // The test has ended the process and its streams.
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    synchronized String await(String text) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      int next = 0;
      while (true) {
        for (; next < lines.size(); next++) {
          if (lines.get(next).contains(text)) {
            return lines.get(next);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        assertThat(left).as("waiting for '%s' in %s", text, lines).isPositive();
        wait(Math.min(left, 1000));
        assertThat(reading.isAlive() || next < lines.size())
            .as("ended before '%s' in %s", text, lines)
            .isTrue();
      }
    }

    List<String> all() throws InterruptedException {
      reading.join();
      return List.copyOf(lines);
    }

    @Override
    public synchronized String toString() {
      return String.join("\n", lines);
    }
  }
}
