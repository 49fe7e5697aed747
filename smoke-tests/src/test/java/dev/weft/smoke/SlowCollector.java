package dev.weft.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A collector that takes every connection and then does one thing a second with it. */
final class SlowCollector implements AutoCloseable {
  /** What it is slow at. */
  enum Slowness {
    /** It takes what comes, and answers a byte each second. */
    ANSWERS_BYTE_BY_BYTE,
    /** It takes a byte each second, and holds a kilobyte or so more. */
    READS_BYTE_BY_BYTE
  }

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Slowness slowness;
  private final ServerSocket server = new ServerSocket();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();

  SlowCollector(Slowness slowness) throws IOException {
    this.slowness = slowness;
    server.setReceiveBufferSize(1024);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread accepting = new Thread(this::acceptAll, "slow-collector");
    accepting.setDaemon(true);
    accepting.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections it has taken. */
  int connections() {
    return open.size();
  }

  private void acceptAll() {
    while (true) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Exchange exchange = new Exchange(socket);
        seconds.scheduleAtFixedRate(exchange::advance, 0, 1, TimeUnit.SECONDS);
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    seconds.shutdownNow();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private final class Exchange {
    private final Socket socket;
    private int answered;

    Exchange(Socket socket) {
      this.socket = socket;
    }

    /** One second's work; what it throws ends it. */
    void advance() {
      try {
        InputStream in = socket.getInputStream();
        if (slowness == Slowness.READS_BYTE_BY_BYTE) {
          in.skipNBytes(Math.min(1, in.available()));
        } else {
          in.skipNBytes(in.available());
          socket.getOutputStream().write(ANSWER[answered++ % ANSWER.length]);
        }
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
