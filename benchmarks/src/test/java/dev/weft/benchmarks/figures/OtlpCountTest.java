package dev.weft.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class OtlpCountTest {
  private static final byte[] TRACE_ID = field(1, new byte[16]);
  private static final byte[] START = {7 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] FLAGS = {(byte) 0x85, 1, 1, 0, 0, 0};

  @Test
  void countsSpansAndThoseOfServedRequests() {
    byte[] served = field(2, all(TRACE_ID, kind(2), START, FLAGS));
    byte[] sent = field(2, all(TRACE_ID, kind(3), START, FLAGS));
    byte[] request = field(1, all(field(1, new byte[3]), field(2, all(served, sent, sent))));

    OtlpCount count = OtlpCount.of(all(request, request));

    assertThat(count.spans()).isEqualTo(6);
    assertThat(count.served()).isEqualTo(2);
  }

  private static byte[] kind(int kind) {
    return new byte[] {6 << 3, (byte) kind};
  }

  /** Shorter than 128 bytes. */
  private static byte[] field(int number, byte[] content) {
    return all(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] all(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
