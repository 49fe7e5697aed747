package dev.weft.agent.cli.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, compressed or not, up to a size that memory can stand. */
final class RequestBody {
  static final int LARGEST = 32 << 20;

  private RequestBody() {}

  /**
   * Reads to the end.
   *
   * @param encoding the Content-Encoding, null for none
   * @throws RequestTooLargeException if there are more than 32 MiB after unpacking
   * @throws IOException if the encoding is unknown or the body is not in it
   */
  static byte[] read(InputStream body, @Nullable String encoding) throws IOException {
    if (encoding == null || encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return readAll(body);
    }
    if (encoding.equalsIgnoreCase("gzip")) {
      return readAll(new GZIPInputStream(body));
    }
    throw new IOException("unknown Content-Encoding");
  }

  private static byte[] readAll(InputStream input) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 << 10];
    for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
      if (bytes.size() + read > LARGEST) {
        throw new RequestTooLargeException();
      }
      bytes.write(buffer, 0, read);
    }
    return bytes.toByteArray();
  }
}
