package dev.weft.exporter.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Proxy;
import java.util.List;

/** Passes spans on whose events cannot be read, for lack of memory in the middle of encoding. */
final class PoisonedSpans implements SpanProcessor {

  private final SpanProcessor next;

  PoisonedSpans(SpanProcessor next) {
    this.next = next;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    next.onEnd(
        (ReadableSpan)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ReadableSpan.class},
                (proxy, method, arguments) ->
                    method.getName().equals("toSpanData")
                        ? new Poisoned(span.toSpanData())
                        : method.invoke(span, arguments)));
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  private static final class Poisoned extends DelegatingSpanData {

    Poisoned(SpanData delegate) {
      super(delegate);
    }

    @Override
    public List<EventData> getEvents() {
      throw new OutOfMemoryError("of the test");
    }
  }
}
