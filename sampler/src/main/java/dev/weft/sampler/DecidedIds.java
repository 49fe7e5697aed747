package dev.weft.sampler;

import dev.weft.tracing.DecisionHandOver;
import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.concurrent.ThreadLocalRandom;

/** Random ids, but for trace ids on which it has been decided that they are sampled. */
final class DecidedIds implements IdGenerator {

  @Override
  public String generateSpanId() {
    return SpanId.fromLong(TraceRandomness.draw());
  }

  @Override
  public String generateTraceId() {
    HeadDecision decision = DecisionHandOver.peek();
    long low = decision == null ? 0 : decision.traceIdLow();
    return TraceId.fromLongs(
        ThreadLocalRandom.current().nextLong(), low == 0 ? TraceRandomness.draw() : low);
  }

  @Override
  public boolean generatesRandomTraceIds() {
    return true;
  }
}
