package dev.weft.smoke;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP connection between two processes that can be cut and healed. A connection that has seen the
 * cut is not revived: healing ends it, as a router does that has forgotten it.
 */
final class BreakableLink implements AutoCloseable {
  /** What becomes of bytes that are on their way. */
  private enum State {
    WHOLE,
    SWALLOWING,
    RESETTING
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new ArrayList<>();
  private State state = State.WHOLE;
  private int target;

  /** A whole link to this port of the loopback interface. */
  BreakableLink(int target) throws IOException {
    this.target = target;
    startThread(this::acceptAll);
  }

  /** The port that leads to the target. */
  int port() {
    return server.getLocalPort();
  }

  /** From now on nothing arrives any more, and nobody is told. */
  synchronized void swallow() {
    state = State.SWALLOWING;
  }

  /** From now on connections are reset, those that are open and those that are opened. */
  synchronized void reset() {
    state = State.RESETTING;
    resetAll();
  }

  /** From now on new connections lead to this port; those that saw the cut are reset. */
  synchronized void heal(int newTarget) {
    if (state != State.WHOLE) {
      resetAll();
    }
    state = State.WHOLE;
    target = newTarget;
  }

  private void acceptAll() {
    while (true) {
      try {
        connect(server.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private synchronized void connect(Socket near) {
    open.add(near);
    switch (state) {
      case RESETTING -> resetAll();
      case SWALLOWING -> {}
      case WHOLE -> {
        try {
          Socket far = new Socket(server.getInetAddress(), target);
          open.add(far);
          startThread(() -> pump(near, far));
          startThread(() -> pump(far, near));
        } catch (IOException nobodyThere) {
          resetBoth(near, near);
        }
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[8192];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        if (isWhole()) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
      if (isWhole()) {
        to.shutdownOutput();
      }
    } catch (IOException broken) {
      resetBoth(from, to);
    }
  }

  private synchronized boolean isWhole() {
    return state == State.WHOLE;
  }

  private synchronized void resetBoth(Socket one, Socket other) {
    resetOne(one);
    resetOne(other);
    open.remove(one);
    open.remove(other);
  }

  private synchronized void resetAll() {
    open.forEach(BreakableLink::resetOne);
    open.clear();
  }

  private static void resetOne(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closed) {
      // Then there is nothing to reset.
    }
    try {
      socket.close();
    } catch (IOException broken) {
      // It is what was wanted.
    }
  }

  private static void startThread(Runnable work) {
    Thread thread = new Thread(work, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    resetAll();
  }
}
