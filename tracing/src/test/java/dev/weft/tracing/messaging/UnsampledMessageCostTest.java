package dev.weft.tracing.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The budget of one unsampled message, without its headers, is 250 bytes at each end. */
class UnsampledMessageCostTest {
  private static final int MESSAGES = 20_000;

  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final PublishTracing<Note> publishing =
      new PublishTracing<>("test", "publish", new Note.Getter());
  private final ProcessTracing<Note> processing = new ProcessTracing<>("test", new Note.Getter());
  private final Note note = new Note();

  @Test
  void allocatesNextToNothing() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOff());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    publishAndProcess();
    long before = threads.getThreadAllocatedBytes(thread);
    publishAndProcess();
    long each = (threads.getThreadAllocatedBytes(thread) - before) / MESSAGES;
    assertThat(each).isLessThan(2 * 250);
  }

  private void publishAndProcess() {
    for (int i = 0; i < MESSAGES; i++) {
      publishing.start(note).end(null);
      processing.start(note, null).end(null);
    }
  }
}
