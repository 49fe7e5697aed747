package dev.weft.exporter.otlp;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;

/** The connections that a server has taken, ended when it wants them to be. */
final class Connections {
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Takes one more, which ends at once if all have: an accept in progress brings it. */
  void add(Socket socket) throws IOException {
    sockets.add(socket);
    if (closed) {
      socket.close();
    }
  }

  /** How many there have been. */
  int count() {
    return sockets.size();
  }

  /** Ends those that there are. */
  void end() throws IOException {
    for (Socket socket : sockets) {
      sever(socket);
      socket.close();
    }
  }

  /** Ends them, and those that are still to come. */
  void close() throws IOException {
    closed = true;
    end();
  }

  /** Ends the connection at once: close() alone lets a read in progress take one request more. */
  private static void sever(Socket socket) {
    try {
      if (!(socket instanceof SSLSocket)) {
        socket.shutdownInput();
        socket.shutdownOutput();
      }
    } catch (IOException e) {
      // Its own thread has seen the end of the input, and closed it.
    }
  }
}
