package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Counts the transactions that Elastic's agent sends, a line of JSON each, while they arrive. */
final class ElasticCount {
  private static final byte[] TRANSACTION = "{\"transaction\"".getBytes(StandardCharsets.US_ASCII);

  private final LongAdder served;
  private final byte[] head = new byte[TRANSACTION.length];

  /** Bytes of the line so far, no more than are looked at. */
  private int length;

  ElasticCount(LongAdder served) {
    this.served = served;
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
      if (length == head.length && Arrays.equals(head, TRANSACTION)) {
        served.increment();
      }
      length = 0;
    } else if (length < head.length) {
      head[length++] = b;
    }
  }
}
