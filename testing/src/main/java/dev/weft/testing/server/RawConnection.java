package dev.weft.testing.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection on which requests are written as they are, for what no client library sends: lines
 * with odd whitespace, pipelined requests, bodies that go on while the response does.
 */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A GET request with the given header lines. */
  static String get(String path, String... lines) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Writes a chunk of a body; an empty one ends it. */
  void writeChunk(String text) throws IOException {
    write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  /** Reads a response to its end; answers its body. */
  String readResponse() throws IOException {
    int length = readHead();
    StringBuilder body = new StringBuilder();
    if (length >= 0) {
      return body.append(readText(length)).toString();
    }
    for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
      body.append(chunk);
    }
    readLine();
    return body.toString();
  }

  /** Reads the status and all header lines; answers the body's length, or -1 if it has chunks. */
  int readHead() throws IOException {
    int length = -1;
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).trim());
      }
    }
    return length;
  }

  /** Reads a chunk of a body; the last one is empty. */
  String readChunk() throws IOException {
    String size = readLine();
    if (size.isEmpty()) {
      // The end of the chunk before, which Jetty holds back until there is another.
      size = readLine();
    }
    return readText(Integer.parseInt(size, 16));
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException(line.toString());
      }
      line.append((char) c);
    }
    return line.substring(0, line.length() - 1);
  }

  private String readText(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
