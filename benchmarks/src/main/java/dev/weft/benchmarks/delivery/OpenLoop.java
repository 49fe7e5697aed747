package dev.weft.benchmarks.delivery;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever becomes of the ones before: the time of each counts from the
 * moment at which it was due, so one that had to wait for a slow one is as slow as a user would
 * find it (no coordinated omission). Each connection has its own share of the moments.
 */
final class OpenLoop {
  private static final int CONNECTIONS = 16;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int ANSWER_BODY = 2;

  private final int port;
  private final int perSecond;
  private volatile boolean stopped;

  OpenLoop(int port, int perSecond) {
    this.port = port;
    this.perSecond = perSecond;
  }

  /** Ends a run before its time. */
  void stop() {
    stopped = true;
  }

  /**
   * Sends for that long.
   *
   * @return the nanoseconds that each request took, sorted
   */
  long[] run(long seconds) throws IOException, InterruptedException {
    Client[] clients = new Client[CONNECTIONS];
    Thread[] threads = new Thread[CONNECTIONS];
    long requests = seconds * perSecond;
    for (int i = 0; i < CONNECTIONS; i++) {
      clients[i] = new Client(i, (int) ((requests - i + CONNECTIONS - 1) / CONNECTIONS));
    }
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    for (int i = 0; i < CONNECTIONS; i++) {
      Client client = clients[i];
      threads[i] = new Thread(() -> client.run(start), "client " + i);
      threads[i].start();
    }
    int count = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      threads[i].join();
      count += clients[i].done();
    }
    long[] nanos = new long[count];
    int copied = 0;
    for (Client client : clients) {
      System.arraycopy(client.nanos, 0, nanos, copied, client.done);
      copied += client.done;
    }
    Arrays.sort(nanos);
    return nanos;
  }

  private final class Client {
    private final int first;
    private final long[] nanos;
    private final Socket socket;
    private final InputStream answers;
    private int done;
    private String failure = "";

    Client(int first, int requests) throws IOException {
      this.first = first;
      this.nanos = new long[requests];
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
      this.answers = new BufferedInputStream(socket.getInputStream());
      socket.setTcpNoDelay(true);
    }

    void run(long start) {
      try (socket) {
        while (done < nanos.length && !stopped) {
          long place = first + (long) done * CONNECTIONS;
          long due = start + TimeUnit.SECONDS.toNanos(place) / perSecond;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          request();
          nanos[done++] = System.nanoTime() - due;
        }
      } catch (IOException e) {
        failure = e.toString();
      }
    }

    private void request() throws IOException {
      socket.getOutputStream().write(REQUEST);
      int ends = 0;
      while (ends < 4) {
        int b = answers.read();
        if (b < 0) {
          throw new EOFException();
        }
        boolean expected = b == (ends % 2 == 0 ? '\r' : '\n');
        ends = expected ? ends + 1 : b == '\r' ? 1 : 0;
      }
      answers.readNBytes(ANSWER_BODY);
    }

    int done() throws IOException {
      if (!failure.isEmpty()) {
        throw new IOException("a request failed: " + failure);
      }
      return done;
    }
  }
}
