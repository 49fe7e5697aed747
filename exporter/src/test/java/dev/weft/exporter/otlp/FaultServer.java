package dev.weft.exporter.otlp;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import javax.net.ServerSocketFactory;

/** A collector on raw sockets that misbehaves by order. */
final class FaultServer implements TestCollector {

  /** What to do about one request; returns whether the connection goes on. */
  interface Fault {
    boolean apply(Socket socket) throws IOException;
  }

  /** A request that came in whole. */
  record Request(String head, byte[] body) {

    /** Spans in the body, counted by walking resource_spans (1), scope_spans (2), spans (2). */
    int spans() {
      return count(body, 1, 2, 2);
    }

    private static int count(byte[] message, int... path) {
      int count = 0;
      int position = 0;
      while (position < message.length) {
        long[] tag = varint(message, position);
        long[] length = varint(message, (int) tag[1]);
        int start = (int) length[1];
        position = start + (int) length[0];
        if (tag[0] == (path[0] << 3 | 2)) {
          byte[] field = java.util.Arrays.copyOfRange(message, start, position);
          count +=
              path.length == 1
                  ? 1
                  : count(field, java.util.Arrays.copyOfRange(path, 1, path.length));
        }
      }
      return count;
    }

    private static long[] varint(byte[] message, int start) {
      long value = 0;
      int position = start;
      for (int shift = 0; ; shift += 7) {
        byte b = message[position++];
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return new long[] {value, position};
        }
      }
    }
  }

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final ServerSocket server;
  private final String scheme;
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final Connections connections = new Connections();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault otherwise = answering(OK);

  FaultServer() throws IOException {
    this("http", ServerSocketFactory.getDefault(), 0);
  }

  FaultServer(String scheme, ServerSocketFactory factory, int port) throws IOException {
    this.scheme = scheme;
    server = factory.createServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
  }

  static Fault answering(String response) {
    return socket -> {
      socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    };
  }

  static Fault status(int status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return answering(head + "Content-Length: 0\r\n\r\n");
  }

  static Fault answering(String head, byte[] body) {
    return socket -> {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      return false;
    };
  }

  /** Does these things once each, in order, before what is done otherwise. */
  FaultServer then(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  FaultServer always(Fault fault) {
    otherwise = fault;
    return this;
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public int connections() {
    return connections.count();
  }

  @Override
  public String url() {
    return scheme + "://127.0.0.1:" + port() + "/v1/traces";
  }

  @Override
  public int spans() {
    return requests.stream().mapToInt(Request::spans).sum();
  }

  void closeConnections() throws IOException {
    connections.end();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    connections.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean more = true;
      while (more) {
        requests.add(read(in));
        Fault fault = faults.poll();
        more = (fault == null ? otherwise : fault).apply(socket);
      }
    } catch (IOException e) {
      // The other side has gone, or this one has been closed.
    }
  }

  private static Request read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int start = lower.indexOf("content-length: ");
    int length =
        start < 0 ? 0 : Integer.parseInt(lower.substring(start + 16, lower.indexOf('\r', start)));
    byte[] body = in.readNBytes(length);
    if (lower.contains("content-encoding: gzip")) {
      body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
    return new Request(head.toString(), body);
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }
}
