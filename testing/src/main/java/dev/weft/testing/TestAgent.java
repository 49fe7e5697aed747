package dev.weft.testing;

import dev.weft.bridge.BridgeDefinition;
import dev.weft.weaver.Weaver;
import dev.weft.weaver.compile.PlanMerger;
import dev.weft.weaver.link.AdviceFailures;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/**
 * The agent inside a test's JVM: the real weaver, at work on the modules of the class path. Advice
 * has its own loader as in a service; the agent's classes are those of the class path.
 */
public final class TestAgent {
  private static final String BRIDGE = "java.lang.WeftBridge";
  private static final ClassLoader LOADER = TestAgent.class.getClassLoader();

  private final WeavingPlan plan;
  private final Weaver weaver;

  private TestAgent(WeavingPlan plan, Weaver weaver) {
    this.plan = plan;
    this.weaver = weaver;
  }

  /** Starts it; once per JVM. */
  public static TestAgent start() {
    try {
      Instrumentation instrumentation = ByteBuddyAgent.install();
      defineBridge(instrumentation);
      WeavingPlan plan = WeavingPlan.read(PlanMerger.merge(PlanMerger.classPath(LOADER)));
      Weaver weaver =
          Weaver.install(instrumentation, plan, TestAgent::isOn, TestAgent::classFile, LOADER);
      return new TestAgent(plan, weaver);
    } catch (Exception e) {
      throw new IllegalStateException("cannot weave", e);
    }
  }

  /** A module that is off by default is on in tests by the option that a user would set. */
  private static boolean isOn(ModuleEntry module) {
    return module.enabledByDefault()
        || Boolean.getBoolean("otel.instrumentation." + module.name() + ".enabled");
  }

  private static void defineBridge(Instrumentation instrumentation) throws Exception {
    byte[] bridge = classFile(BRIDGE);
    if (bridge == null) {
      throw new FileNotFoundException(BRIDGE);
    }
    BridgeDefinition.define(instrumentation, bridge);
  }

  private static byte @Nullable [] classFile(String binaryName) throws IOException {
    try (InputStream in = LOADER.getResourceAsStream(binaryName.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** How often advice of each module has failed so far; without those that never did. */
  Map<String, Integer> adviceFailures() {
    Map<String, Integer> failures = new TreeMap<>();
    for (ModuleEntry module : plan.modules()) {
      int count = AdviceFailures.count(module.name());
      if (count > 0) {
        failures.put(module.name(), count);
      }
    }
    return failures;
  }

  /** What is woven and what is not, for failing tests to show. */
  String state() {
    return "modules on: "
        + weaver.report().modulesOn()
        + ", off: "
        + weaver.report().modulesOff()
        + ", left alone: "
        + weaver.report().leftAlone()
        + ", failed advice: "
        + adviceFailures();
  }
}
