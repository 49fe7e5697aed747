package dev.weft.instrumentation.okhttp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A server that lets one client open a web socket (RFC 6455, section 4.2) and then says nothing.
 */
final class UpgradingServer implements AutoCloseable {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<String> traceparent = new CompletableFuture<>();
  private final CompletableFuture<Socket> connection = new CompletableFuture<>();

  UpgradingServer() throws IOException {
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://localhost:" + socket.getLocalPort() + "/";
  }

  /** The header that came. */
  String traceparent() throws InterruptedException, ExecutionException {
    return traceparent.get();
  }

  private void serve() {
    try {
      Socket client = socket.accept();
      connection.complete(client);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String key = "";
      String parent = "";
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        String value = line.substring(line.indexOf(':') + 1).trim();
        switch (line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT)) {
          case "sec-websocket-key" -> key = value;
          case "traceparent" -> parent = value;
          default -> {}
        }
      }
      traceparent.complete(parent);
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept(key)
              + "\r\n\r\n";
      client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
    } catch (IOException e) {
      traceparent.completeExceptionally(e);
      throw new UncheckedIOException(e);
    }
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    Socket client = connection.getNow(null);
    if (client != null) {
      client.close();
    }
  }
}
