package dev.weft.exporter.otlp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 response (RFC 9112) and trusts it in nothing: the head is bounded, of the body
 * only as much is read as can matter, and what is broken behind the status does not change the
 * status.
 */
final class HttpResponseReader {

  private static final int LARGEST_HEAD = 32 * 1024;

  /** OTLP allows 4 MiB; all that is looked at is a count and a message. */
  private static final int LARGEST_BODY = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int position;
  private int limit;
  private int headBytes;

  private int status;
  private boolean persistent;
  private long contentLength;
  private boolean chunked;
  private boolean gzip;
  private @Nullable String retryAfter;
  private @Nullable String location;

  HttpResponseReader(InputStream in) {
    this.in = in;
  }

  /** Says whether anything at all has come. */
  boolean hasBegun() {
    return limit > 0;
  }

  /**
   * Reads the response.
   *
   * @throws MalformedResponseException if it is not HTTP/1
   * @throws IOException if the connection ended before the head did
   */
  HttpResponse read() throws IOException {
    do {
      readHead();
    } while (status >= 100 && status < 200);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = readBody(body);
    return new HttpResponse(
        status, retryAfter, location, decoded(body.toByteArray()), whole && persistent);
  }

  /** Reads the answer to CONNECT, behind which the tunnel's bytes follow. */
  int readTunnelStatus() throws IOException {
    readHead();
    return status;
  }

  private void readHead() throws IOException {
    contentLength = -1;
    chunked = false;
    gzip = false;
    readStatus(readLine());
    String line = readLine();
    while (!line.isEmpty()) {
      readHeader(line);
      line = readLine();
    }
  }

  private void readStatus(String line) throws IOException {
    if (line.length() < 12 || !line.startsWith("HTTP/1.") || line.charAt(8) != ' ') {
      throw new MalformedResponseException("the answer is not HTTP");
    }
    status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new MalformedResponseException("the answer is not HTTP");
      }
      status = status * 10 + digit;
    }
    persistent = line.charAt(7) != '0';
  }

  private void readHeader(String line) throws IOException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      return;
    }
    String value = line.substring(colon + 1).trim();
    switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "content-length":
        contentLength = parseLength(value, 10);
        break;
      case "transfer-encoding":
        chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        break;
      case "content-encoding":
        gzip = value.equalsIgnoreCase("gzip");
        break;
      case "connection":
        persistent &= !value.toLowerCase(Locale.ROOT).contains("close");
        break;
      case "retry-after":
        retryAfter = value;
        break;
      case "location":
        location = value;
        break;
      default:
        // Of no interest.
    }
  }

  /** Says whether the body was read to its end, so that the next response can follow. */
  private boolean readBody(ByteArrayOutputStream body) {
    if (status == 204 || status == 304) {
      return true;
    }
    try {
      if (chunked) {
        return readChunks(body);
      }
      if (contentLength >= 0) {
        return readBytes(body, contentLength);
      }
      readBytes(body, Long.MAX_VALUE);
      return false;
    } catch (IOException e) {
      // The status has been said, and what the body would have added is not essential.
      return false;
    }
  }

  private boolean readChunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      String line = readLine();
      int extension = line.indexOf(';');
      long size = parseLength((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
      if (size == 0) {
        while (!readLine().isEmpty()) {
          // A trailer; the head's bound holds for it as well.
        }
        return true;
      }
      if (!readBytes(body, size)) {
        return false;
      }
      readLine();
    }
  }

  /** Returns false if there is more than will be read. */
  private boolean readBytes(ByteArrayOutputStream body, long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (body.size() >= LARGEST_BODY) {
        return false;
      }
      if (position == limit) {
        fill();
      }
      int taken = (int) Math.min(left, limit - position);
      body.write(buffer, position, taken);
      position += taken;
      left -= taken;
    }
    return true;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      if (position == limit) {
        fill();
      }
      if (++headBytes > LARGEST_HEAD) {
        throw new MalformedResponseException("the head of the answer does not end");
      }
      char c = (char) (buffer[position++] & 0xff);
      if (c == '\n') {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
      line.append(c);
    }
  }

  private void fill() throws IOException {
    int count = in.read(buffer);
    if (count <= 0) {
      throw new EOFException("connection closed before the answer was complete");
    }
    position = 0;
    limit = count;
  }

  private static long parseLength(String digits, int radix) throws IOException {
    try {
      long length = Long.parseLong(digits, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Reported below, with negative numbers.
    }
    throw new MalformedResponseException("the answer has no proper length");
  }

  /** A collector may compress without being asked; a small bomb must not become a large body. */
  private byte[] decoded(byte[] body) {
    if (!gzip) {
      return body;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] chunk = new byte[4096];
      int count;
      while (plain.size() < LARGEST_BODY && (count = unzipped.read(chunk)) > 0) {
        plain.write(chunk, 0, count);
      }
    } catch (IOException e) {
      // Cut short or not gzip at all; the status has been said.
    }
    return plain.toByteArray();
  }
}
