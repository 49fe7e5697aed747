package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ElasticCountTest {
  @Test
  void countsTransactionsByTheirLines() throws Exception {
    String lines =
        "{\"metadata\":{}}\n{\"transaction\":{\"span\":1}}\n{\"span\":{}}\n{}\n{\"transaction\":{}}\n";
    LongAdder served = new LongAdder();

    new ElasticCount(served)
        .read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.US_ASCII)));

    assertThat(served.sum()).isEqualTo(2);
  }
}
