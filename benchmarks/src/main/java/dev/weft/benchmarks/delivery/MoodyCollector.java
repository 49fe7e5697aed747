package dev.weft.benchmarks.delivery;

import dev.weft.benchmarks.figures.OtlpCount;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A collector, OTLP over HTTP, whose mood changes by order. */
final class MoodyCollector implements AutoCloseable {
  /** What it does. */
  enum Mood {
    HEALTHY,
    /** Takes connections and requests, and answers nothing. */
    SILENT,
    /** Answers 503. */
    BUSY,
    /** Is not there. */
    ABSENT
  }

  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UNAVAILABLE =
      "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong spans = new AtomicLong();
  private volatile Mood mood = Mood.HEALTHY;
  private @Nullable ServerSocket server;

  MoodyCollector() throws IOException {
    ServerSocket first = listen(0);
    port = first.getLocalPort();
  }

  int port() {
    return port;
  }

  Mood mood() {
    return mood;
  }

  /** Spans in the requests that were answered with success. */
  long spans() {
    return spans.get();
  }

  void become(Mood next) throws IOException {
    if (next == mood) {
      return;
    }
    Mood before = mood;
    mood = next;
    if (next == Mood.ABSENT) {
      close();
    } else if (before == Mood.ABSENT) {
      listen(port);
    } else if (before == Mood.SILENT) {
      // Who waited for an answer had better ask again.
      closeConnections();
    }
  }

  private ServerSocket listen(int at) throws IOException {
    ServerSocket listening = new ServerSocket();
    listening.setReuseAddress(true);
    listening.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    server = listening;
    daemon(() -> accept(listening));
    return listening;
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        int received = OtlpCount.of(readBody(in)).spans();
        if (mood == Mood.HEALTHY) {
          socket.getOutputStream().write(OK);
          spans.addAndGet(received);
        } else if (mood == Mood.BUSY) {
          socket.getOutputStream().write(UNAVAILABLE);
        }
      }
    } catch (IOException e) {
      // One side has closed.
    } finally {
      sockets.remove(socket);
    }
  }

  private static byte[] readBody(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int start = lower.indexOf("content-length: ") + "content-length: ".length();
    return in.readNBytes(Integer.parseInt(lower.substring(start, lower.indexOf('\r', start))));
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "collector");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    ServerSocket listening = server;
    if (listening != null) {
      listening.close();
    }
    closeConnections();
  }

  private void closeConnections() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
