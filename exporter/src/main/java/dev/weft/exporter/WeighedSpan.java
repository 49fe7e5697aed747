package dev.weft.exporter;

import io.opentelemetry.sdk.trace.data.SpanData;

/** An ended span that waits behind many others, and what it adds to their weight. */
final class WeighedSpan {
  final SpanData span;
  final long bytes;

  WeighedSpan(SpanData span) {
    this.span = span;
    this.bytes = SpanWeight.of(span);
  }
}
