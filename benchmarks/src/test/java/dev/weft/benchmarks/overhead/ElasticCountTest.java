package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ElasticCountTest {
  @Test
  void countsTransactionsAndSpansByTheirLines() throws Exception {
    String lines =
        "{\"metadata\":{}}\n{\"transaction\":{\"span\":1}}\n{\"span\":{}}\n{\"span\":{}}\n";
    LongAdder served = new LongAdder();
    LongAdder spans = new LongAdder();

    new ElasticCount(served, spans)
        .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII)));

    assertThat(served.sum()).isEqualTo(1);
    assertThat(spans.sum()).isEqualTo(3);
  }
}
