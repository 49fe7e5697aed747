package dev.weft.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback interface that refuses connections: until it is closed it is taken, so
 * that nobody else comes to listen there.
 */
public final class RefusingPort implements AutoCloseable {
  // Bound and not listening: it is the kernel that refuses.
  private final Socket holder = new Socket();

  /** Takes a port that is free. */
  public RefusingPort() throws IOException {
    holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return holder.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    holder.close();
  }
}
