package dev.weft.agent.status;

import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.agent.governor.Governor;
import dev.weft.agent.governor.SelfCpu;
import dev.weft.exporter.ExportEffort;
import dev.weft.exporter.ExportFailure;
import dev.weft.sampler.DecisionCount;
import dev.weft.sampler.rescue.RescueAccounting;
import dev.weft.weaver.WeaverReport;
import dev.weft.weaver.link.AdviceFailures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A picture of the agent as it is now: sections of named values, which are texts, numbers, lists of
 * texts, or sections again. The same for people, for JSON and for JMX.
 */
public final class Status {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Self self;

  private Status(Self self) {
    this.self = self;
  }

  /** Takes the picture. */
  public static Map<String, Object> of(Self self) {
    return new Status(self).sections();
  }

  /** The numbers about spans alone. */
  public static Map<String, Long> spans(Self self) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : new Status(self).spans().entrySet()) {
      if (entry.getValue() instanceof Long) {
        numbers.put(entry.getKey(), (Long) entry.getValue());
      }
    }
    return numbers;
  }

  private Map<String, Object> sections() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("agent", agent());
    all.put("spans", spans());
    all.put("export", export());
    all.put("sampling", sampling());
    all.put("rescue", rescue());
    all.put("governor", governor());
    all.put("cpu", cpu());
    WeaverReport weaver = self.weaver;
    if (weaver != null) {
      all.put("instrumentations", instrumentations(weaver));
    }
    return all;
  }

  private Map<String, Object> agent() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("version", self.version);
    values.put("service", self.service);
    values.put("destination", self.destination);
    values.put("up seconds", (System.currentTimeMillis() - self.startedEpochMillis) / 1000);
    return values;
  }

  private Map<String, Object> spans() {
    Spans spans = Spans.of(self.pipeline.accounting());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("started", spans.started);
    values.put("live", spans.live);
    values.put("rescued", spans.rescued);
    values.put("ended", spans.ended);
    values.put("exported", spans.exported);
    values.put("dropped", spans.dropped);
    values.put("queued", spans.queued);
    values.put("dropped by reason", new LinkedHashMap<String, Object>(spans.reasons));
    return values;
  }

  private Map<String, Object> export() {
    ExportEffort effort = self.pipeline.effort();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("batches", effort.batches());
    values.put("requests", effort.requests());
    values.put("retries", effort.retries());
    values.put("bytes", effort.bytes());
    values.put("seconds", seconds(effort.nanos()));
    ExportFailure failure = effort.lastFailure();
    if (failure != null) {
      long ago = (System.currentTimeMillis() - failure.epochMillis()) / 1000;
      values.put("last error", failure.why());
      values.put("last error seconds ago", ago);
    }
    return values;
  }

  private Map<String, Object> sampling() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option<?> option : Options.sampling()) {
      String text = self.sampling.text(option);
      if (!text.isEmpty()) {
        values.put(option.name(), option.shown(text));
      }
    }
    if (values.isEmpty()) {
      Option<?> sampler = Options.TRACES_SAMPLER;
      values.put(sampler.name(), String.valueOf(sampler.defaultText()));
    }
    Map<String, Object> decisions = new LinkedHashMap<>();
    for (DecisionCount count : self.sampling.sampler().policy().counts()) {
      if (count.kept() + count.dropped() > 0) {
        decisions.put(count.name(), decision(count));
      }
    }
    values.put("requests", decisions);
    return values;
  }

  private static Map<String, Object> decision(DecisionCount count) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("kept", count.kept());
    values.put("dropped", count.dropped());
    if (count.limited() > 0) {
      values.put("dropped by a hard limit", count.limited());
    }
    return values;
  }

  private Map<String, Object> rescue() {
    Map<String, Object> values = new LinkedHashMap<>();
    String rules = self.sampling.text(Options.RESCUE);
    values.put("rules", rules.isEmpty() ? "off" : Options.RESCUE.shown(rules));
    RescueAccounting account = self.sampling.rescue().accounting();
    if (account.startedFragments() > 0) {
      values.put("requests", account.startedFragments());
      values.put("requests rescued", account.rescuedFragments());
      values.put("spans rescued", account.rescuedSpans());
      values.put("requests evicted", account.evictedFragments());
    }
    return values;
  }

  private Map<String, Object> governor() {
    Map<String, Object> values = new LinkedHashMap<>();
    Governor governor = self.governor;
    if (governor == null) {
      values.put("level", "switched off");
      return values;
    }
    Governor.State state = governor.state();
    values.put("level", state.level().name().toLowerCase(Locale.ROOT));
    values.put("meaning", state.level().description());
    String reason = state.reason();
    if (reason != null) {
      values.put("reason", reason);
    }
    putPercent(values, "heap after collection, %", state.reading().heap());
    putPercent(values, "busy CPUs, %", state.reading().cpu());
    putPercent(values, "own share of CPUs, %", state.reading().own());
    values.put("read from", state.basis());
    values.put("steps down", (long) state.stepsDown());
    values.put("requests left out", self.governed.thinnedRequests());
    values.put("operations left out", self.governed.untracedOperations());
    return values;
  }

  private static void putPercent(Map<String, Object> values, String name, double share) {
    if (Double.isNaN(share)) {
      values.put(name, "unknown");
    } else {
      values.put(name, Math.round(share * 1000) / 10.0);
    }
  }

  private static Map<String, Object> cpu() {
    Map<String, Object> values = new LinkedHashMap<>();
    long threads = SelfCpu.threadNanos();
    if (threads < 0) {
      values.put("agent's threads", "unknown");
    } else {
      values.put("agent's threads, s", seconds(threads));
    }
    values.put("about, in operations, s", seconds(SelfCpu.operationNanos()));
    return values;
  }

  private static Map<String, Object> instrumentations(WeaverReport weaver) {
    Map<String, List<String>> on = weaver.modulesOn();
    Map<String, List<String>> off = weaver.modulesOff();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("classes woven", weaver.classesWoven());
    values.put("on", new LinkedHashMap<String, Object>(on));
    values.put("off", new LinkedHashMap<String, Object>(off));
    Map<String, Object> errors = new LinkedHashMap<>();
    Set<String> names = new TreeSet<>(on.keySet());
    names.addAll(off.keySet());
    for (String name : names) {
      int failures = AdviceFailures.count(name);
      if (failures > 0) {
        errors.put(name, AdviceFailures.isOff(name) ? failures + ", switched off" : "" + failures);
      }
    }
    values.put("errors", errors);
    List<String> unwoven = new ArrayList<>();
    for (Map.Entry<String, Long> entry : weaver.leftAlone().entrySet()) {
      unwoven.add(entry.getKey() + ": " + entry.getValue());
    }
    values.put("left alone", unwoven);
    return values;
  }

  private static double seconds(long nanos) {
    return Math.round(nanos / SECOND * 1000) / 1000.0;
  }
}
