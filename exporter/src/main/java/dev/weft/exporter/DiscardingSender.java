package dev.weft.exporter;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** Sends nothing: {@code otel.traces.exporter=none}. */
public final class DiscardingSender implements SpanSender {

  @Override
  public void send(List<SpanData> batch, Delivery delivery) {
    delivery.dropped(DropReason.DISABLED, batch.size());
  }

  @Override
  public void hurry(long deadlineNanos) {}

  @Override
  public void close() {}
}
