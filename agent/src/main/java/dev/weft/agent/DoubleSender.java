package dev.weft.agent;

import dev.weft.exporter.Delivery;
import dev.weft.exporter.SpanSender;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends to two places; the first one's outcome is what counts. */
final class DoubleSender implements SpanSender {
  private final SpanSender first;
  private final SpanSender second;

  DoubleSender(SpanSender first, SpanSender second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void send(List<SpanData> batch, Delivery delivery) {
    first.send(batch, delivery);
    // The delivery counts no span twice: what the first has reported stands.
    second.send(batch, delivery);
  }

  @Override
  public @Nullable SpanSender another() {
    SpanSender anotherFirst = first.another();
    SpanSender anotherSecond = anotherFirst == null ? null : second.another();
    return anotherFirst == null || anotherSecond == null
        ? null
        : new DoubleSender(anotherFirst, anotherSecond);
  }

  @Override
  public void hurry(long deadlineNanos) {
    first.hurry(deadlineNanos);
    second.hurry(deadlineNanos);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
