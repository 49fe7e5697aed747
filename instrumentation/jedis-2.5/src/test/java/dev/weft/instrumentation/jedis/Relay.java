package dev.weft.instrumentation.jedis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Passes one connection on to a server, until the server's answers are to be lost. */
final class Relay implements AutoCloseable {
  private final ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Socket server;
  private volatile boolean silent;

  Relay(String host, int port) throws IOException {
    server = new Socket(host, port);
    new Thread(this::pass).start();
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** From now on no answer comes. */
  void silence() {
    silent = true;
  }

  private void pass() {
    try (Socket client = entrance.accept()) {
      Thread answers = new Thread(() -> copy(server, client));
      answers.start();
      copy(client, server);
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1024];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (from != server || !silent) {
          out.write(buffer, 0, read);
        }
      }
    } catch (SocketException closed) {
      // One of both has gone, which ends the other's way, too.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    server.close();
  }
}
