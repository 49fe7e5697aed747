package dev.weft.agent.jmx;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.HeadSampling;
import dev.weft.agent.config.Config;
import dev.weft.agent.live.SamplingControl;
import dev.weft.agent.status.GovernorCounts;
import dev.weft.agent.status.Self;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import javax.management.Attribute;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SamplingBeanTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private ObjectName name;

  @BeforeEach
  void register() throws Exception {
    Config config = Config.of(emptyMap(), emptyMap(), emptyMap());
    Rescue rescue =
        new Rescue(
            new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault()),
            span -> {},
            Thread::new);
    SamplingControl control =
        new SamplingControl(config, HeadSampling.create(config, rescue.droppedSpans()), rescue);
    SpanPipeline pipeline = new SpanPipeline(PipelineSettings.defaults(), Thread::new);
    BeanRegistration.register(
        new Self("1", "shop", "nowhere", pipeline, control, null, null, new Ungoverned()), server);
    name = new ObjectName("dev.weft:type=Sampling");
  }

  @Test
  void changesRules() throws Exception {
    server.setAttribute(name, new Attribute("Rules", "drop /health, 10%"));

    assertThat(server.getAttribute(name, "Rules")).isEqualTo("drop /health, 10%");
    TabularData decisions = (TabularData) server.getAttribute(name, "Decisions");
    CompositeData rule = decisions.get(new Object[] {"drop /health"});
    assertThat(((TabularData) rule.get("value")).keySet()).hasSize(3);
  }

  @Test
  void refusesWhatIsWrongAndSaysWhere() throws Exception {
    server.setAttribute(name, new Attribute("Rules", "10%"));

    assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Rules", "drop health")))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.sampling.rules");

    assertThat(server.getAttribute(name, "Rules")).isEqualTo("10%");
  }

  @Test
  void goesBackToWhatIsSetElsewhere() throws Exception {
    server.setAttribute(name, new Attribute("Rescue", "errors"));
    server.invoke(name, "reset", null, null);

    assertThat(server.getAttribute(name, "Rescue")).isEqualTo("");
  }

  @Test
  void countsRescues() throws Exception {
    TabularData rescued = (TabularData) server.getAttribute(name, "Rescued");

    assertThat(rescued.get(new Object[] {"requests rescued"}).get("value")).isEqualTo(0L);
  }

  @Test
  void standsBesideTheStatus() throws Exception {
    ObjectName status = new ObjectName("dev.weft:type=Status");

    assertThat((String) server.getAttribute(status, "Text")).contains("service", "shop");
    assertThat((String) server.getAttribute(status, "Json")).contains("\"ended\":0");
    TabularData spans = (TabularData) server.getAttribute(status, "Spans");
    assertThat(spans.get(new Object[] {"ended"}).get("value")).isEqualTo(0L);
  }

  private static final class Ungoverned implements GovernorCounts {
    @Override
    public long thinnedRequests() {
      return 0;
    }

    @Override
    public long untracedOperations() {
      return 0;
    }
  }
}
