package dev.weft.benchmarks.overhead;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection that is kept, for one request after the other. */
final class HttpConnection implements AutoCloseable {
  private static final String LENGTH = "\r\ncontent-length:";
  private static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8192];

  HttpConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = socket.getInputStream();
  }

  /** Sends a request and reads its answer, which has to have a length. Returns the status. */
  int exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int filled = 0;
    int headEnd = -1;
    while (headEnd < 0) {
      filled += read(filled);
      headEnd = headEnd(filled);
    }
    String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
    for (int left = headEnd + bodyLength(head) - filled; left > 0; ) {
      left -= read(0);
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  private int read(int offset) throws IOException {
    int n = in.read(buffer, offset, buffer.length - offset);
    if (n <= 0) {
      throw new EOFException("the server closed the connection");
    }
    return n;
  }

  private int headEnd(int filled) {
    for (int i = 3; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int bodyLength(String head) throws IOException {
    int name = -1;
    for (int i = 0; i < head.length() && name < 0; i++) {
      name = head.regionMatches(true, i, LENGTH, 0, LENGTH.length()) ? i : -1;
    }
    if (name < 0) {
      throw new IOException("an answer without a length: " + head);
    }
    int start = name + LENGTH.length();
    return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).trim());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
