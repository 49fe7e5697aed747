package dev.weft.tracing.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The budget of one unsampled request is 250 bytes, compiled or not. */
class UnsampledCostTest {
  private static final int REQUESTS = 20_000;

  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final HttpServerTracing<FakeExchange, FakeExchange> tracing =
      new HttpServerTracing<>("test", new FakeExchange.Server());
  private final FakeExchange exchange = new FakeExchange();

  @Test
  void allocatesNextToNothing() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOff());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    serve();
    long before = threads.getThreadAllocatedBytes(thread);
    serve();
    long each = (threads.getThreadAllocatedBytes(thread) - before) / REQUESTS;
    assertThat(each).isLessThan(250);
  }

  private void serve() {
    for (int i = 0; i < REQUESTS; i++) {
      tracing.start(exchange).end(exchange, null);
    }
  }
}
