package dev.weft.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM starts the agent.
 *
 * <p>Whatever fails is one line on standard error, and the application starts as if the agent were
 * not there.
 */
public final class WeftAgent {
  private static final String BRIDGE = "java.lang.WeftBridge";

  private WeftAgent() {}

  /** Called by the JVM for {@code -javaagent}, on the main thread before the application's main. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    startGuarded(arguments, instrumentation);
  }

  /** Called by the JVM when the agent is attached to a running application. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    startGuarded(arguments, instrumentation);
  }

  private static void startGuarded(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      if (!JdkTool.isRunning()) {
        start(arguments, instrumentation);
      }
    } catch (Throwable failure) {
      reportGuarded(failure);
    }
  }

  private static void start(@Nullable String arguments, Instrumentation instrumentation)
      throws Exception {
    Map<String, String> byKey = AgentArguments.parse(arguments == null ? "" : arguments);
    if (!AgentSwitch.isOn(byKey)) {
      return;
    }
    if (isBridgeThere()) {
      StandardError.line("another copy is in this JVM already, this one stays out");
      return;
    }
    File jar = ownJar();
    AgentClassLoader loader = AgentClassLoader.open(jar);
    byte[] bridge = loader.classFile(BRIDGE);
    loader
        .loadClass("dev.weft.bridge.BridgeDefinition")
        .getMethod("define", Instrumentation.class, byte[].class)
        .invoke(null, instrumentation, bridge);
    loader
        .loadClass("dev.weft.agent.AgentStarter")
        .getMethod("start", Instrumentation.class, Map.class, File.class)
        .invoke(null, instrumentation, byKey, jar);
  }

  private static boolean isBridgeThere() {
    try {
      Class.forName(BRIDGE, false, null);
      return true;
    } catch (ClassNotFoundException notYet) {
      return false;
    }
  }

  /** The jar that this class came from. */
  static File ownJar() throws URISyntaxException {
    CodeSource source = WeftAgent.class.getProtectionDomain().getCodeSource();
    return new File(source.getLocation().toURI());
  }

  private static void reportGuarded(Throwable failure) {
    try {
      Throwable cause = failure;
      if (failure instanceof InvocationTargetException && failure.getCause() != null) {
        cause = failure.getCause();
      }
      StandardError.line(
          "not started, the application runs without tracing: " + StandardError.describe(cause));
    } catch (Throwable ignored) {
      // Out of memory or stack even for the line; the application must start.
    }
  }
}
