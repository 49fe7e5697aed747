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
 * Sends spans by OTLP, and keeps to the protocol in what it tries again: what the collector says
 * may pass, and broken connections, nothing else.
 */
public final class OtlpSender implements SpanSender {

  private final OtlpSettings settings;
  private final Clock clock;
  private final RequestEncoder encoder;
  private final Transport transport;
  private final DeliveryLog log;
  private final int largestRequest;

  private volatile boolean hurried;
  private volatile long hurryDeadline;
  private volatile boolean closed;
  private volatile @Nullable Thread sending;

  OtlpSender(OtlpSettings settings, Transport transport, Clock clock, int largestRequest) {
    this(settings, transport, clock, largestRequest, new DeliveryLog(settings.endpoint, clock));
  }

  private OtlpSender(
      OtlpSettings settings,
      Transport transport,
      Clock clock,
      int largestRequest,
      DeliveryLog log) {
    this.settings = settings;
    this.transport = transport;
    this.clock = clock;
    this.largestRequest = largestRequest;
    this.log = log;
    this.encoder = new RequestEncoder(settings.gzip);
  }

  /**
   * Creates a sender by HTTP and binary protobuf ({@code http/protobuf}); connects with the first
   * batch.
   *
   * @param threads makes the thread that ends exchanges which take too long; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  public static OtlpSender http(OtlpSettings settings, ThreadFactory threads) {
    Transport transport = new HttpTransport(settings, threads, Clock.SYSTEM);
    // The protocol recommends receivers to take 20 MiB; larger batches are sent in halves.
    return new OtlpSender(settings, transport, Clock.SYSTEM, 16 << 20);
  }

  /**
   * Creates a sender by gRPC; connects with the first batch. Its classes, and the library's below,
   * are loaded by this call and not before.
   *
   * @param threads makes the threads that serve connections; should make daemons
   * @throws IllegalArgumentException if the endpoint is https and a certificate or key cannot be
   *     used; the message can be shown to the user
   */
  public static OtlpSender grpc(OtlpSettings settings, ThreadFactory threads) {
    Transport transport = new GrpcTransport(settings, threads, Clock.SYSTEM);
    // Receivers take 4 MiB unless they are configured otherwise: gRPC's default.
    return new OtlpSender(settings, transport, Clock.SYSTEM, 4 << 20);
  }

  @Override
  public void send(List<SpanData> batch, Delivery delivery) {
    sending = Thread.currentThread();
    try {
      sendFitting(batch, delivery);
    } catch (IOException e) {
      // Only encoding is left to throw it, and that goes to memory.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public SpanSender another() {
    return new OtlpSender(settings, transport.another(), clock, largestRequest, log);
  }

  @Override
  public void hurry(long deadlineNanos) {
    hurryDeadline = deadlineNanos;
    hurried = true;
    transport.limit(deadlineNanos);
    LockSupport.unpark(sending);
  }

  @Override
  public void close() {
    closed = true;
    transport.close();
    LockSupport.unpark(sending);
  }

  private void sendFitting(List<SpanData> batch, Delivery delivery) throws IOException {
    int spans = batch.size();
    if (encoder.begin(batch) <= largestRequest) {
      deliver(encoder.encode(), spans, delivery);
    } else if (spans == 1) {
      delivery.dropped(DropReason.TOO_LARGE, 1);
      log.lost(1, "a span larger than a request may be");
    } else {
      sendFitting(batch.subList(0, spans / 2), delivery);
      sendFitting(batch.subList(spans / 2, spans), delivery);
    }
  }

  private void deliver(RequestEncoder.Body encoded, int spans, Delivery delivery) {
    long deadline = clock.nanoTime() + settings.timeoutNanos;
    RetryDelay delay = new RetryDelay();
    boolean sent = false;
    while (true) {
      delivery.requested(encoded.size(), sent);
      sent = true;
      Attempt attempt = attempt(encoded, deadline);
      DropReason failure = attempt.failure;
      if (failure == null) {
        settle(attempt, spans, delivery);
        return;
      }
      delivery.failed(attempt.why);
      boolean again = settings.retry && mayTryAgain(failure);
      if (!again || !waitWithin(deadline, delay.next(attempt.retryAfterNanos))) {
        delivery.dropped(failure, spans);
        log.lost(spans, attempt.why);
        return;
      }
    }
  }

  private Attempt attempt(RequestEncoder.Body encoded, long deadline) {
    if (closed) {
      return Attempt.failed(DropReason.SHUTDOWN, "the agent has shut down");
    }
    return transport.send(encoded, earliest(deadline));
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
