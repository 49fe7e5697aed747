package dev.weft.agent.live;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.HeadSampling;
import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.tracing.DroppedSpans;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplingControlTest {
  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();
  private Path file;
  private PolicySampler sampler;
  private Rescue rescue;
  private SamplingControl control;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("weft.properties");
    write("weft.sampling.rules = drop /health");
    Config config =
        Config.of(
            Map.of("otel.javaagent.configuration-file", file.toString()), emptyMap(), emptyMap());
    rescue =
        new Rescue(
            new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault()),
            span -> {},
            Thread::new);
    sampler = HeadSampling.create(config, rescue.droppedSpans());
    control = new SamplingControl(config, sampler, rescue, log::add);
  }

  @Test
  void doesWhatTheFileSaysNow() throws IOException {
    write("weft.sampling.rules = drop /ready\nweft.sampling.rescue = errors");

    control.readFileAgain();

    assertThat(names()).contains("drop /ready").doesNotContain("drop /health");
    assertThat(rescue.droppedSpans()).isSameAs(rescue);
    assertThat(log)
        .containsExactly(
            "changed by the configuration file: weft.sampling.rules=drop /ready,"
                + " weft.sampling.rescue=errors");
  }

  @Test
  void keepsEverythingWhenOneThingIsWrong() throws IOException {
    write("weft.sampling.rules = drop /ready, nonsense\nweft.sampling.rescue = errors");

    assertThatThrownBy(() -> control.readFileAgain())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.sampling.rules")
        .hasMessageContaining("nonsense");

    assertThat(names()).contains("drop /health");
    assertThat(rescue.droppedSpans()).isSameAs(DroppedSpans.SILENT);
    assertThat(control.text(Options.SAMPLING_RULES)).isEqualTo("drop /health");
    assertThat(log).isEmpty();
  }

  @Test
  void keepsEverythingWhenTheFileIsGone() throws IOException {
    Files.delete(file);

    assertThatThrownBy(() -> control.readFileAgain()).hasMessageContaining("cannot be read");

    assertThat(names()).contains("drop /health");
  }

  @Test
  void whatIsSetAtRunTimeBeatsTheFileUntilItIsReset() throws IOException {
    control.set(Map.of("weft.sampling.rules", "5%"));
    assertThat(names()).contains("5%");

    write("weft.sampling.rules = drop /ready");
    control.readFileAgain();
    assertThat(names()).contains("5%");

    control.reset();
    assertThat(names()).contains("drop /ready");
    assertThat(control.text(Options.SAMPLING_RULES)).isEqualTo("drop /ready");
  }

  @Test
  void theEmptyTextGoesBackToWhatIsSetElsewhere() {
    control.set(Map.of("weft.sampling.rules", "5%"));
    Map<String, String> empty = new HashMap<>();
    empty.put("weft.sampling.rules", null);

    control.set(empty);

    assertThat(names()).contains("drop /health");
  }

  @Test
  void aWrongValueLeavesEarlierOnesInForce() {
    control.set(Map.of("weft.sampling.target", "50/s"));

    assertThatThrownBy(() -> control.set(Map.of("weft.sampling.target", "lots")))
        .hasMessageContaining("weft.sampling.target");

    assertThat(control.text(Options.SAMPLING_TARGET)).isEqualTo("50/s");
  }

  @Test
  void readsTheFileOnceWhenItHasChanged() throws IOException {
    FileWatch watch = new FileWatch(file.toFile(), control, 5_000);
    lookTwice(watch);
    assertThat(log).isEmpty();

    write("weft.sampling.rules = drop /ready");
    lookTwice(watch);
    lookTwice(watch);
    assertThat(log).hasSize(1);

    FileTime before = Files.getLastModifiedTime(file);
    write("weft.sampling.rules = drop /steady".substring(0, 33));
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 5_000));
    lookTwice(watch);
    assertThat(log).hasSize(2);
  }

  @Test
  void leavesAFileAloneThatIsBeingWritten() throws IOException {
    FileWatch watch = new FileWatch(file.toFile(), control, 5_000);
    Files.writeString(file, "");
    watch.look();
    write("weft.sampling.rules = drop /ready");
    watch.look();
    assertThat(log).isEmpty();

    watch.look();

    assertThat(log)
        .containsExactly("changed by the configuration file: weft.sampling.rules=drop /ready");
  }

  private static void lookTwice(FileWatch watch) {
    watch.look();
    watch.look();
  }

  private List<String> names() {
    return sampler.policy().counts().stream().map(count -> count.name()).toList();
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text + "\n");
  }
}
