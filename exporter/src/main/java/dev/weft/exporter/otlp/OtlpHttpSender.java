package dev.weft.exporter.otlp;

import dev.weft.exporter.Delivery;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.SpanSender;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends spans by OTLP over HTTP with binary protobuf bodies, and keeps to the protocol in what it
 * tries again: 429, 502, 503, 504 and broken connections, nothing else.
 */
public final class OtlpHttpSender implements SpanSender {

  /** The protocol recommends receivers to take 20 MiB; larger batches are sent in halves. */
  private static final int LARGEST_REQUEST = 16 << 20;

  private final OtlpSettings settings;
  private final ThreadFactory threads;
  private final Clock clock;
  private final RequestEncoder encoder;
  private final HttpRequest request;
  private final ExchangeGuard guard;
  private final HttpConnection connection;
  private final DeliveryLog log;
  private final int largestRequest;

  private volatile boolean hurried;
  private volatile long hurryDeadline;
  private volatile boolean closed;
  private volatile @Nullable Thread sending;

  /**
   * Creates a sender; connects with the first batch.
   *
   * @param threads makes the thread that ends exchanges which take too long; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  public OtlpHttpSender(OtlpSettings settings, ThreadFactory threads) {
    this(settings, threads, Clock.SYSTEM, LARGEST_REQUEST);
  }

  OtlpHttpSender(OtlpSettings settings, ThreadFactory threads, Clock clock, int largestRequest) {
    this(settings, threads, clock, largestRequest, new DeliveryLog(settings.endpoint, clock));
  }

  private OtlpHttpSender(
      OtlpSettings settings,
      ThreadFactory threads,
      Clock clock,
      int largestRequest,
      DeliveryLog log) {
    this.settings = settings;
    this.threads = threads;
    this.log = log;
    this.clock = clock;
    this.largestRequest = largestRequest;
    this.encoder = new RequestEncoder(settings.gzip);
    this.request = new HttpRequest(settings);
    this.guard = new ExchangeGuard(threads, clock);
    this.connection =
        new HttpConnection(
            settings.endpoint,
            settings.endpoint.secure ? settings.tls.socketFactory() : null,
            guard,
            clock);
  }

  @Override
  public void send(List<SpanData> batch, Delivery delivery) {
    sending = Thread.currentThread();
    try {
      sendFitting(batch, delivery);
    } catch (IOException e) {
      // Only encoding is left to throw it, and that goes to memory.
      throw new IllegalStateException(e);
    } catch (Throwable t) {
      encoder.recover();
      throw t;
    }
  }

  @Override
  public SpanSender another() {
    return new OtlpHttpSender(settings, threads, clock, largestRequest, log);
  }

  @Override
  public void hurry(long deadlineNanos) {
    hurryDeadline = deadlineNanos;
    hurried = true;
    guard.limit(deadlineNanos);
    LockSupport.unpark(sending);
  }

  @Override
  public void close() {
    closed = true;
    connection.abort();
    guard.close();
    LockSupport.unpark(sending);
  }

  private void sendFitting(List<SpanData> batch, Delivery delivery) throws IOException {
    int spans = batch.size();
    if (encoder.begin(batch) <= largestRequest) {
      RequestEncoder.Body body = encoder.encode();
      deliver(request.with(body.array(), body.size()), spans, delivery);
    } else if (spans == 1) {
      delivery.dropped(DropReason.TOO_LARGE, 1);
      log.lost(1, "a span larger than a request may be");
    } else {
      sendFitting(batch.subList(0, spans / 2), delivery);
      sendFitting(batch.subList(spans / 2, spans), delivery);
    }
  }

  private void deliver(HttpRequest encoded, int spans, Delivery delivery) {
    long deadline = clock.nanoTime() + settings.timeoutNanos;
    RetryDelay delay = new RetryDelay();
    while (true) {
      Attempt attempt = attempt(encoded, deadline);
      DropReason failure = attempt.failure;
      if (failure == null) {
        settle(attempt, spans, delivery);
        return;
      }
      boolean again = settings.retry && mayTryAgain(failure);
      if (!again || !waitWithin(deadline, delay.next(attempt.retryAfter))) {
        delivery.dropped(failure, spans);
        log.lost(spans, attempt.why);
        return;
      }
    }
  }

  private Attempt attempt(HttpRequest encoded, long deadline) {
    if (closed) {
      return Attempt.failed(DropReason.SHUTDOWN, "the agent has shut down");
    }
    try {
      return Attempt.of(connection.post(encoded, earliest(deadline)));
    } catch (MalformedResponseException e) {
      return Attempt.failed(DropReason.REFUSED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Attempt.failed(DropReason.UNREACHABLE, HeaderRules.printable(e.toString()));
    }
  }

  private void settle(Attempt attempt, int spans, Delivery delivery) {
    PartialSuccess partial = attempt.partialSuccess;
    int rejected = partial == null ? 0 : partial.rejected(spans);
    delivery.exported(spans - rejected);
    delivery.dropped(DropReason.PARTIAL_SUCCESS, rejected);
    log.delivered();
    if (partial != null && (rejected > 0 || !partial.message().isEmpty())) {
      log.partlyRejected(rejected, partial.message());
    }
  }

  /** At the end of the process, a collector that is not there is not waited for. */
  private boolean mayTryAgain(DropReason failure) {
    return failure == DropReason.BUSY || (failure == DropReason.UNREACHABLE && !hurried);
  }

  /**
   * Waits before the next attempt, and returns false if there must not be one. A wait that goes
   * beyond the export's time is not cut short: a collector that asks for an hour is asked again
   * after each export's time, but not by all the batches that wait, one right after the other.
   */
  private boolean waitWithin(long deadline, long nanos) {
    boolean hurriedBefore = hurried;
    long until = clock.nanoTime() + nanos;
    while (true) {
      long now = clock.nanoTime();
      long end = earliest(deadline);
      boolean fits = end - until > 0;
      if (closed || (hurriedBefore && !fits) || end - now <= 0) {
        return false;
      }
      // When the end is announced, what waited for a better moment has its last chance now.
      if (until - now <= 0 || hurried != hurriedBefore) {
        return true;
      }
      // Whoever interrupted this thread did not mean us, and park() would return at once.
      Thread.interrupted();
      clock.park(Math.min(until, end) - now);
    }
  }

  private long earliest(long deadline) {
    return hurried && hurryDeadline - deadline < 0 ? hurryDeadline : deadline;
  }
}
