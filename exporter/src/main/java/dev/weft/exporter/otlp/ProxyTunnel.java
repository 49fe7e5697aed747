package dev.weft.exporter.otlp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a way to the collector, before anything else goes over a connection. */
final class ProxyTunnel implements IOEventHandler {
  private static final int LONGEST_ANSWER = 8 * 1024;
  private static final String END = "\r\n\r\n";

  private final ByteBuffer request;
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private final FutureCallback<IOSession> result;

  /**
   * Creates a tunnel that is not yet there.
   *
   * @param request what asks for it
   * @param result told of its end, the other side's answer read and nothing beyond
   */
  ProxyTunnel(String request, FutureCallback<IOSession> result) {
    this.request = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    this.result = result;
  }

  @Override
  public void connected(IOSession session) throws IOException {
    session.setEvent(SelectionKey.OP_READ);
    session.setEvent(SelectionKey.OP_WRITE);
  }

  @Override
  public void outputReady(IOSession session) throws IOException {
    session.write(request);
    if (!request.hasRemaining()) {
      session.clearEvent(SelectionKey.OP_WRITE);
    }
  }

  /** Reads byte by byte: what follows the answer is the collector's. */
  @Override
  public void inputReady(IOSession session, @Nullable ByteBuffer unused) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    int read = session.read(one);
    while (read > 0) {
      answer.write(one.get(0));
      if (isComplete()) {
        judge(session);
        return;
      }
      one.clear();
      read = session.read(one);
    }
    if (read < 0) {
      throw new ConnectionClosedException("the proxy closed the connection");
    }
  }

  private boolean isComplete() throws IOException {
    if (answer.size() > LONGEST_ANSWER) {
      throw new IOException("the proxy's answer is too long");
    }
    byte[] read = answer.toByteArray();
    int start = read.length - END.length();
    for (int i = 0; i < END.length(); i++) {
      if (start < 0 || read[start + i] != END.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void judge(IOSession session) throws IOException {
    int status =
        new HttpResponseReader(new ByteArrayInputStream(answer.toByteArray())).readTunnelStatus();
    if (status != 200) {
      throw new IOException("the proxy answered " + status);
    }
    result.completed(session);
  }

  @Override
  public void exception(IOSession session, Exception cause) {
    result.failed(cause);
    session.close();
  }

  @Override
  public void timeout(IOSession session, Timeout timeout) {
    exception(session, new ConnectionClosedException("the proxy does not answer"));
  }

  @Override
  public void disconnected(IOSession session) {
    result.failed(new ConnectionClosedException());
  }
}
