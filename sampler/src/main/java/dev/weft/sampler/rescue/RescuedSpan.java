package dev.weft.sampler.rescue;

import dev.weft.sampler.recording.RecordedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * An ended span as the exporter reads it: with its real identity, unsampled as it is, and marked,
 * so that whoever counts spans can leave it out.
 */
final class RescuedSpan extends RecordedSpan {
  private static final AttributeKey<Boolean> RESCUED =
      AttributeKey.booleanKey("weft.sampling.rescued");
  private static final AttributeKey<String> REASON =
      AttributeKey.stringKey("weft.sampling.rescue.reason");
  private static final int MARKS = 2;

  private final String reason;
  private @Nullable Attributes marked;

  RescuedSpan(RescueSpan span, String reason) {
    super(span);
    this.reason = reason;
  }

  @Override
  public Attributes getAttributes() {
    Attributes made = marked;
    if (made == null) {
      made = super.getAttributes().toBuilder().put(RESCUED, true).put(REASON, reason).build();
      marked = made;
    }
    return made;
  }

  @Override
  public int getTotalAttributeCount() {
    return super.getTotalAttributeCount() + MARKS;
  }
}
