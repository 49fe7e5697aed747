package dev.weft.tracing;

import io.opentelemetry.api.internal.OtelEncodingUtils;
import org.jspecify.annotations.Nullable;

/** A trace id, which all spans of this process in the trace share, and which is text once asked. */
final class TraceNumber {
  private static final int DIGITS = 16;

  private final long high;
  private final long low;

  /** Made twice, at worst, when two threads ask at once. */
  private @Nullable String text;

  TraceNumber(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /**
   * That of another service.
   *
   * @param text 32 hexadecimal digits in lower case
   */
  static TraceNumber of(String text) {
    TraceNumber number =
        new TraceNumber(
            OtelEncodingUtils.longFromBase16String(text, 0),
            OtelEncodingUtils.longFromBase16String(text, DIGITS));
    number.text = text;
    return number;
  }

  String text() {
    String known = text;
    if (known == null) {
      known = IdNumbers.hex(high, low);
      text = known;
    }
    return known;
  }

  byte[] bytes() {
    return IdNumbers.bytes(high, low);
  }
}
