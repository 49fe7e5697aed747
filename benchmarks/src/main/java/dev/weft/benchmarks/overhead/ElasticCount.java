package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts what Elastic's agent sends, a line of JSON for each span, while it arrives. */
final class ElasticCount {
  private static final byte[] TRANSACTION = "{\"transaction\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SPAN = "{\"span\"".getBytes(StandardCharsets.US_ASCII);

  private final LongAdder served;
  private final LongAdder spans;
  private final byte[] head = new byte[TRANSACTION.length];

  /** Bytes of the line so far, no more than are looked at. */
  private int length;

  ElasticCount(LongAdder served, LongAdder spans) {
    this.served = served;
    this.spans = spans;
  }

  void read(InputStream lines) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
      for (int i = 0; i < n; i++) {
        add(buffer[i]);
      }
    }
  }

  private void add(byte b) {
    if (b == '\n') {
      count();
      length = 0;
    } else if (length < head.length) {
      head[length++] = b;
    }
  }

  private void count() {
    if (startsWith(TRANSACTION)) {
      served.increment();
      spans.increment();
    } else if (startsWith(SPAN)) {
      spans.increment();
    }
  }

  private boolean startsWith(byte[] start) {
    return length >= start.length && Arrays.equals(head, 0, start.length, start, 0, start.length);
  }
}
