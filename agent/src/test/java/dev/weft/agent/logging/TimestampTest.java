package dev.weft.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void agreesWithTheJdk() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      assertAgrees((long) (random.nextDouble() * 253_402_300_799_999L)); // up to the year 9999
    }
    assertAgrees(0);
    assertAgrees(Instant.parse("2024-02-29T23:59:59.999Z").toEpochMilli());
    assertAgrees(Instant.parse("2100-03-01T00:00:00.000Z").toEpochMilli());
  }

  private static void assertAgrees(long millis) {
    StringBuilder text = new StringBuilder();
    Timestamp.append(text, millis);
    assertThat(text.toString()).isEqualTo(FORMAT.format(Instant.ofEpochMilli(millis)));
  }
}
