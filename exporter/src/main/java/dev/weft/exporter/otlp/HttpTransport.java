package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;

/** OTLP over HTTP/1.1 with binary protobuf bodies. */
final class HttpTransport implements Transport {
  private final OtlpSettings settings;
  private final ThreadFactory threads;
  private final Clock clock;
  private final HttpRequest request;
  private final ExchangeGuard guard;
  private final HttpConnection connection;

  /**
   * Creates a transport that connects with the first batch.
   *
   * @param threads makes the thread that ends exchanges which take too long; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  HttpTransport(OtlpSettings settings, ThreadFactory threads, Clock clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    this.request = new HttpRequest(settings);
    this.guard = new ExchangeGuard(threads, clock);
    this.connection =
        new HttpConnection(
            settings.endpoint,
            settings.endpoint.secure ? settings.tls.context().getSocketFactory() : null,
            guard,
            clock);
  }

  @Override
  public Attempt send(RequestEncoder.Body body, long deadlineNanos) {
    try {
      return Attempt.of(connection.post(request.with(body.array(), body.size()), deadlineNanos));
    } catch (MalformedResponseException e) {
      return Attempt.failed(DropReason.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Attempt.failed(DropReason.UNREACHABLE, HeaderRules.printable(e.toString()));
    }
  }

  @Override
  public void limit(long deadlineNanos) {
    guard.limit(deadlineNanos);
  }

  @Override
  public void close() {
    connection.abort();
    guard.close();
  }

  @Override
  public Transport another() {
    return new HttpTransport(settings, threads, clock);
  }
}
