package dev.weft.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleSenderTest {

  @Test
  void writesOneLinePerSpanWhateverIsInIt() {
    RecordedLog.clear();
    SpanPipeline pipeline = new SpanPipeline(PipelineSettings.defaults(), new AgentThreads());
    pipeline.start(new ConsoleSender());

    new Spans(pipeline).end("GET /a\nb", "two\r\nlines " + "x".repeat(300));
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);
    pipeline.close();

    assertThat(RecordedLog.lines())
        .singleElement()
        .asString()
        .matches(
            "INFO INTERNAL 'GET /a b' \\d+\\.\\d{3}ms UNSET trace=[0-9a-f]{32} span=[0-9a-f]{16}"
                + " scope=dev\\.weft\\.test .*")
        .contains(" number=42", " payload=two  lines " + "x".repeat(189) + "...");
    assertThat(pipeline.accounting().exported()).isEqualTo(1);
  }
}
