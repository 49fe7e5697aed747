package dev.weft.instrumentation.julogging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayOutputStream;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.logging.XMLFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JavaUtilLoggingTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final LogRecord record = new LogRecord(Level.INFO, "sold {0}");

  JavaUtilLoggingTest() {
    record.setParameters(new Object[] {"tea"});
  }

  @Test
  void putsTheIdsBehindTheMessage() {
    Span span = weft.tracer().spanBuilder("request").startSpan();
    SpanContext ids = span.getSpanContext();
    String expected =
        "sold tea trace_id=%s span_id=%s trace_flags=%s"
            .formatted(ids.getTraceId(), ids.getSpanId(), ids.getTraceFlags().asHex());

    try (Scope scope = span.makeCurrent()) {
      assertThat(new SimpleFormatter().format(record)).endsWith(expected + System.lineSeparator());
      assertThat(new XMLFormatter().format(record)).contains("<message>" + expected + "</message>");
    } finally {
      span.end();
    }
  }

  @Test
  void leavesMessagesAloneOutsideOfSpans() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StreamHandler handler = new StreamHandler(out, new SimpleFormatter());

    handler.publish(record);
    handler.flush();

    assertThat(out.toString()).endsWith("sold tea" + System.lineSeparator());
  }
}
