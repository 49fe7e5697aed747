package dev.weft.instrumentation.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

class LogbackTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final LoggerContext logback = SeparateLogback.start();
  private final Logger logger = logback.getLogger("shop");
  private final Lines lines = new Lines(logback);

  LogbackTest() {
    logger.setLevel(Level.INFO);
  }

  @Test
  void tellsEachEventItsSpan() throws Exception {
    logger.addAppender(lines);

    String span = logInSpan("sold");
    logger.info("closed");

    assertThat(lines.next()).isEqualTo(span + " sold");
    assertThat(lines.next()).isEqualTo("    closed");
  }

  @Test
  void keepsTheMdcOfTheApplication() throws Exception {
    logger.addAppender(lines);
    MDC.put("user", "ann");
    MDC.put("trace_id", "my own");
    try {
      Span span = weft.tracer().spanBuilder("request").startSpan();
      try (Scope scope = span.makeCurrent()) {
        logger.info("sold");
        assertThat(MDC.get("span_id")).isNull();
        assertThat(MDC.getCopyOfContextMap()).doesNotContainKey("span_id");
      } finally {
        span.end();
      }
      assertThat(lines.next())
          .isEqualTo(
              "my own " + span.getSpanContext().getSpanId() + " " + flags(span) + " ann sold");
    } finally {
      MDC.clear();
    }
  }

  @Test
  void keepsTheSpanOfTheThreadThatLogged() throws Exception {
    logger.addAppender(new OtherThread(logback, lines));

    String span = logInSpan("sold");

    assertThat(lines.next()).isEqualTo(span + " sold");
  }

  /** Logs inside a span and answers how its ids look in a line. */
  private String logInSpan(String message) {
    Span span = weft.tracer().spanBuilder("request").startSpan();
    try (Scope scope = span.makeCurrent()) {
      logger.info(message);
    } finally {
      span.end();
    }
    return span.getSpanContext().getTraceId()
        + " "
        + span.getSpanContext().getSpanId()
        + " "
        + flags(span)
        + " ";
  }

  private static String flags(Span span) {
    return span.getSpanContext().getTraceFlags().asHex();
  }

  /** Does what Logback's own {@code AsyncAppender} does, which is younger than the floor. */
  private static final class OtherThread extends AppenderBase<ILoggingEvent> {
    private final Lines lines;

    OtherThread(LoggerContext logback, Lines lines) {
      this.lines = lines;
      setContext(logback);
      start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      new Thread(() -> lines.doAppend(event)).start();
    }
  }

  /** Lays each event out as it comes. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final PatternLayout layout = new PatternLayout();

    Lines(LoggerContext logback) {
      setContext(logback);
      layout.setContext(logback);
      layout.setPattern("%X{trace_id} %X{span_id} %X{trace_flags} %X{user} %msg");
      layout.start();
      start();
    }

    String next() throws InterruptedException {
      return lines.poll(10, TimeUnit.SECONDS);
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(layout.doLayout(event));
    }
  }
}
