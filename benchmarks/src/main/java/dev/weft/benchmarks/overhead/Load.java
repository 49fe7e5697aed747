package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests of a few connections for some seconds.
 *
 * @param requests how many were answered
 * @param seconds that they took
 * @param sortedNanos what each of them took, if they were paced
 */
record Load(long requests, double seconds, long[] sortedNanos) {
  private static final int FULL_CONNECTIONS = 4;
  private static final int PACED_CONNECTIONS = 16;
  private static final int OK = 200;

  /** One thread's part. */
  private interface Part {
    long[] run(HttpConnection connection) throws IOException;
  }

  /** As fast as it goes: each connection sends its next request when the last one is answered. */
  static Load full(App app, int port, int seconds) throws Exception {
    return full(app, port, seconds, FULL_CONNECTIONS);
  }

  /** As fast as it goes by as many connections as are paced otherwise. */
  static Load crowded(App app, int port, int seconds) throws Exception {
    return full(app, port, seconds, PACED_CONNECTIONS);
  }

  private static Load full(App app, int port, int seconds, int connections) throws Exception {
    byte[][] requests = app.requests();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      parts.add(connection -> new long[] {untilThen(connection, requests, end)});
    }
    long sum = 0;
    for (long[] done : run(parts, port)) {
      sum += done[0];
    }
    double took = System.nanoTime() - start;
    return new Load(sum, took / TimeUnit.SECONDS.toNanos(1), new long[0]);
  }

  private static long untilThen(HttpConnection connection, byte[][] requests, long end)
      throws IOException {
    int done = 0;
    while (System.nanoTime() - end < 0) {
      request(connection, requests[done++ % requests.length]);
    }
    return done;
  }

  /**
   * At a fixed rate, whatever becomes of the requests before: the time of each counts from the
   * moment at which it was due.
   */
  static Load paced(App app, int port, int seconds) throws Exception {
    byte[][] requests = app.requests();
    int perConnection = app.rate() * seconds / PACED_CONNECTIONS;
    long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < PACED_CONNECTIONS; i++) {
      int first = i;
      parts.add(
          connection -> onTime(connection, requests, start, first, perConnection, app.rate()));
    }
    List<long[]> times = run(parts, port);
    long[] nanos = new long[perConnection * PACED_CONNECTIONS];
    for (int i = 0; i < PACED_CONNECTIONS; i++) {
      System.arraycopy(times.get(i), 0, nanos, i * perConnection, perConnection);
    }
    Arrays.sort(nanos);
    return new Load(nanos.length, seconds, nanos);
  }

  private static long[] onTime(
      HttpConnection connection, byte[][] requests, long start, int first, int count, int rate)
      throws IOException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long place = first + (long) i * PACED_CONNECTIONS;
      long due = start + TimeUnit.SECONDS.toNanos(place) / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      request(connection, requests[i % requests.length]);
      nanos[i] = System.nanoTime() - due;
    }
    return nanos;
  }

  private static void request(HttpConnection connection, byte[] request) throws IOException {
    int status = connection.exchange(request);
    if (status != OK) {
      throw new IOException("a request was answered with " + status);
    }
  }

  private static List<long[]> run(List<Part> parts, int port) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(parts.size());
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (Part part : parts) {
        running.add(
            threads.submit(
                () -> {
                  try (HttpConnection connection = new HttpConnection(port)) {
                    return part.run(connection);
                  }
                }));
      }
      List<long[]> results = new ArrayList<>();
      for (Future<long[]> one : running) {
        results.add(one.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Microseconds. */
  double percentile(int percent) {
    int place = Math.min(sortedNanos.length - 1, sortedNanos.length * percent / 100);
    return sortedNanos[place] / (double) TimeUnit.MICROSECONDS.toNanos(1);
  }
}
