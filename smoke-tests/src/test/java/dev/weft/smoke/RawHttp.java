package dev.weft.smoke;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests whose answers are seen byte by byte. */
final class RawHttp {
  private RawHttp() {}

  /** The whole answer but the line with the date. */
  static String get(String port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.replaceFirst("(?i)\r\nDate: [^\r]*", "");
    }
  }
}
