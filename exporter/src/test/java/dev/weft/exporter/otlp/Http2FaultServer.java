package dev.weft.exporter.otlp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A collector on raw sockets that speaks as much HTTP/2 as it takes to misbehave by order: it reads
 * frames, never the headers in them, and takes one request of a connection at a time.
 */
final class Http2FaultServer implements TestCollector {

  /** What to do about one request. */
  interface Fault {
    void apply(Answer answer) throws IOException;
  }

  static final Fault OK =
      answer -> {
        answer.headers(":status", "200", "content-type", "application/grpc");
        answer.message((byte) 0, new byte[0]);
        answer.end("grpc-status", "0");
      };

  private static final int PREFACE = 24;
  private static final int MESSAGE_PREFIX = 5;

  private final String scheme;
  private final ServerSocket server;
  private final Connections connections = new Connections();
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  final List<FaultServer.Request> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch closed = new CountDownLatch(1);
  private volatile Fault otherwise = OK;

  Http2FaultServer() throws IOException {
    this(0);
  }

  Http2FaultServer(int port) throws IOException {
    this("http", ServerSocketFactory.getDefault(), port);
  }

  Http2FaultServer(String scheme, ServerSocketFactory factory, int port) throws IOException {
    this.scheme = scheme;
    server = factory.createServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
  }

  /** Answers as something does that is not gRPC: with a status of HTTP and nothing else. */
  static Fault httpStatus(int status) {
    return answer -> answer.end(":status", String.valueOf(status));
  }

  /** Does these things once each, in order, before what is done otherwise. */
  Http2FaultServer then(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  Http2FaultServer always(Fault fault) {
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
    return scheme + "://127.0.0.1:" + port();
  }

  @Override
  public int spans() {
    return requests.stream().mapToInt(FaultServer.Request::spans).sum();
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
        socket.setTcpNoDelay(true);
        offerHttp2(socket);
        connections.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void offerHttp2(Socket socket) {
    if (socket instanceof SSLSocket secure) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      secure.setSSLParameters(parameters);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Frames frames = new Frames(socket);
      frames.begin();
      while (true) {
        Answer answer = frames.awaitRequest();
        Fault fault = faults.poll();
        (fault == null ? otherwise : fault).apply(answer);
      }
    } catch (IOException e) {
      // The other side has gone, or this one has been closed.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "http2-fault-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The frames of a connection, RFC 9113, section 4.1. */
  private final class Frames {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int LARGE_WINDOW = 1 << 30;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    Frames(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      this.out = new DataOutputStream(socket.getOutputStream());
    }

    void begin() throws IOException {
      in.readNBytes(PREFACE);
      // SETTINGS_INITIAL_WINDOW_SIZE is 4; the connection's own window is another matter.
      write(SETTINGS, 0, 0, bytes(0, 4, LARGE_WINDOW >> 24, 0, 0, 0));
      write(WINDOW_UPDATE, 0, 0, bytes(LARGE_WINDOW >> 24, 0, 0, 0));
    }

    Answer awaitRequest() throws IOException {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      while (true) {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        int type = lengthAndType & 0xff;
        if (type == SETTINGS && flags != ACK) {
          write(SETTINGS, ACK, 0, new byte[0]);
        } else if (type == PING && flags != ACK) {
          write(PING, ACK, 0, payload);
        } else if (type == DATA) {
          body.write(payload);
          if ((flags & END_STREAM) != 0) {
            byte[] message = body.toByteArray();
            requests.add(
                new FaultServer.Request(
                    "", Arrays.copyOfRange(message, MESSAGE_PREFIX, message.length)));
            return new Answer(this, stream);
          }
        }
      }
    }

    void write(int type, int flags, int stream, byte[] payload) throws IOException {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(frame);
      fields.writeInt(payload.length << 8 | type);
      fields.writeByte(flags);
      fields.writeInt(stream);
      fields.write(payload);
      out.write(frame.toByteArray());
    }

    private static byte[] bytes(int... values) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < values.length; i++) {
        bytes[i] = (byte) values[i];
      }
      return bytes;
    }
  }

  /** What goes back to a request. */
  static final class Answer {
    private final Frames frames;
    private final int stream;

    private Answer(Frames frames, int stream) {
      this.frames = frames;
      this.stream = stream;
    }

    void headers(String... namesAndValues) throws IOException {
      frames.write(Frames.HEADERS, Frames.END_HEADERS, stream, block(namesAndValues));
    }

    /** Headers that are the end of the answer: trailers, or all there is. */
    void end(String... namesAndValues) throws IOException {
      int flags = Frames.END_HEADERS | Frames.END_STREAM;
      frames.write(Frames.HEADERS, flags, stream, block(namesAndValues));
    }

    /** A message of gRPC behind its flag and length. */
    void message(byte flag, byte[] message) throws IOException {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(data);
      fields.writeByte(flag);
      fields.writeInt(message.length);
      fields.write(message);
      data(data.toByteArray());
    }

    void data(byte[] data) throws IOException {
      frames.write(Frames.DATA, 0, stream, data);
    }

    void resetStream(int code) throws IOException {
      frames.write(Frames.RST_STREAM, 0, stream, Frames.bytes(0, 0, 0, code));
    }

    /** Says that the connection ends, and that this request was not looked at. */
    void goAway() throws IOException {
      frames.write(Frames.GOAWAY, 0, 0, new byte[8]);
    }

    void raw(byte[] bytes) throws IOException {
      frames.out.write(bytes);
    }

    Socket socket() {
      return frames.socket;
    }

    /** Literal fields without indexing, RFC 7541, section 6.2.2. */
    private static byte[] block(String... namesAndValues) throws IOException {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      for (int i = 0; i < namesAndValues.length; i++) {
        byte[] text = namesAndValues[i].getBytes(StandardCharsets.US_ASCII);
        if (i % 2 == 0) {
          block.write(0);
        }
        block.write(text.length);
        block.write(text);
      }
      return block.toByteArray();
    }
  }
}
