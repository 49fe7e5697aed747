package dev.weft.instrumentation.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs three times: with each of the ways in which Log4j keeps a thread's context. */
class Log4jTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final LoggerContext log4j = (LoggerContext) LogManager.getContext(false);
  private final Logger logger = LogManager.getLogger("shop");
  private final Events events = new Events();

  @BeforeEach
  void listen() {
    events.start();
    log4j.getConfiguration().getRootLogger().addAppender(events, Level.INFO, null);
    log4j.getConfiguration().getRootLogger().setLevel(Level.INFO);
    log4j.updateLoggers();
  }

  @AfterEach
  void leave() {
    log4j.getConfiguration().getRootLogger().removeAppender("events");
    ThreadContext.clearAll();
  }

  @Test
  void tellsEachEventItsSpan() throws Exception {
    Span first = logInSpan("sold");
    Span second = logInSpan("sold again");
    logger.info("closed");

    assertThat(events.next()).isEqualTo(ids(first));
    assertThat(events.next()).isEqualTo(ids(second));
    assertThat(events.next()).isEmpty();
  }

  @Test
  void keepsTheContextOfTheApplication() throws Exception {
    ThreadContext.put("user", "ann");
    ThreadContext.put("trace_flags", "my own");

    Span span = logInSpan("sold");

    assertThat(events.next())
        .containsEntry("user", "ann")
        .containsEntry("trace_flags", "my own")
        .containsEntry("span_id", span.getSpanContext().getSpanId());
    assertThat(ThreadContext.getImmutableContext()).containsOnlyKeys("user", "trace_flags");
    logger.info("closed");
    assertThat(events.next()).containsOnlyKeys("user", "trace_flags");
  }

  private Span logInSpan(String message) {
    Span span = weft.tracer().spanBuilder("request").startSpan();
    try (Scope scope = span.makeCurrent()) {
      logger.info(message);
      assertThat(ThreadContext.get("span_id")).isNull();
    } finally {
      span.end();
    }
    return span;
  }

  private static Map<String, String> ids(Span span) {
    return Map.of(
        "trace_id", span.getSpanContext().getTraceId(),
        "span_id", span.getSpanContext().getSpanId(),
        "trace_flags", span.getSpanContext().getTraceFlags().asHex());
  }

  /** The context data of each event. */
  private static final class Events extends AbstractAppender {
    private final BlockingQueue<Map<String, String>> events = new LinkedBlockingQueue<>();

    Events() {
      super("events", null, null);
    }

    Map<String, String> next() throws InterruptedException {
      return events.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void append(LogEvent event) {
      events.add(event.getContextData().toMap());
    }
  }
}
