package dev.weft.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class AgentLogTest {
  private static final String OURS = "dev.weft.exporter.Sender";
  private static final String THEIRS = "io.opentelemetry.sdk.trace.SdkSpan";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void writesOneLineWhateverTheMessageHolds() {
    log(Level.INFO, false).log(Level.WARN, OURS, "x", "first\nsecond\u001b[2J", null);

    assertThat(written())
        .matches("weft \\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z WARN  Sender: first\\\\nsecond \\[2J\n");
  }

  @Test
  void writesJson() {
    log(Level.INFO, true)
        .log(Level.ERROR, OURS, "x", "a \"quoted\"\n\\", new IllegalStateException("b"));

    assertThat(written())
        .contains(
            "\"level\":\"ERROR\",\"logger\":\"dev.weft.exporter.Sender\","
                + "\"message\":\"a \\\"quoted\\\"\\u000a\\\\\","
                + "\"exception\":\"java.lang.IllegalStateException: b\"}")
        .hasLineCount(1);
  }

  @Test
  void saysTheSameOnceAMinuteAndHowOftenItWasHeldBack() {
    AgentLog log = log(Level.INFO, false);
    for (int i = 0; i < 100; i++) {
      log.log(Level.WARN, OURS, "away", "away", null);
    }
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    log.log(Level.WARN, OURS, "away", "away", null);

    assertThat(written().lines())
        .hasSize(2)
        .last()
        .asString()
        .endsWith("away (and 99 times more before)");
  }

  @Test
  void saysTheSameAboutDifferentThingsTenTimesAMinute() {
    AgentLog log = log(Level.INFO, false);
    for (int i = 0; i < 100; i++) {
      log.log(Level.WARN, OURS, "{} failed", i + " failed", null);
    }

    assertThat(written().lines()).hasSize(10);
  }

  @Test
  void isMoreInterestedInItselfThanInItsDependencies() {
    AgentLog info = log(Level.INFO, false);

    assertThat(info.isEnabled(OURS, Level.INFO)).isTrue();
    assertThat(info.isEnabled(OURS, Level.DEBUG)).isFalse();
    assertThat(info.isEnabled(THEIRS, Level.INFO)).isFalse();
    assertThat(info.isEnabled(THEIRS, Level.WARN)).isTrue();
    assertThat(log(Level.DEBUG, false).isEnabled(THEIRS, Level.DEBUG)).isTrue();
    assertThat(log(Level.ERROR, false).isEnabled(THEIRS, Level.WARN)).isFalse();
  }

  @Test
  void survivesAnExceptionThatCannotBeDescribed() {
    log(Level.INFO, false)
        .log(
            Level.WARN,
            OURS,
            "x",
            "x",
            new RuntimeException() {
              @Override
              public String getMessage() {
                throw new UnsupportedOperationException();
              }
            });

    assertThat(written()).contains("AgentLogTest$").hasLineCount(1);
  }

  @Test
  void isWhatSlf4jWritesTo() {
    assertThat(LoggerFactory.getLogger(OURS)).isInstanceOf(AgentLogger.class);
    assertThat(LoggerFactory.getLogger(OURS).isInfoEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger(OURS).isDebugEnabled()).isFalse();
  }

  private AgentLog log(Level level, boolean json) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new AgentLog(new LogSettings(level, false, json, null), out, nanos::get);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
