package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.logging.AgentLog;
import dev.weft.agent.logging.AgentLoggerProvider;
import dev.weft.bootstrap.AgentClassLoader;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.ThreadContexts;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.AgentLogBinding;

/** The agent's start, called once by {@code premain} through the agent's own class loader. */
public final class AgentStarter {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private AgentStarter() {}

  /**
   * Weaves, and lets a thread put tracing together. Does on the calling thread, the application's
   * main thread, only what must be done before the application's classes load.
   *
   * @param arguments what follows {@code -javaagent:weft-agent.jar=}
   * @param agentJar the agent's jar, to be told where it is in a debug log
   * @throws IOException if the jar cannot be read; then nothing is woven
   */
  public static void start(
      Instrumentation instrumentation, Map<String, String> arguments, File agentJar)
      throws IOException {
    Config config = Config.read(arguments);
    if (!config.get(Options.AGENT_ENABLED)) {
      return;
    }
    String reason = OtherTracingAgent.reasonToStayOut(config, instrumentation, agentJar);
    if (reason != null) {
      AgentLog.configure(LogOptions.read(config));
      AgentLog.announce(reason);
      return;
    }
    AgentLogBinding.bind(new AgentLoggerProvider());
    StartGate gate = new StartGate(PATIENCE_NANOS);
    DeferredTracing deferred = new DeferredTracing(gate);
    TracingSettings settings = CaptureSettings.read(config);
    TracingStart start = new TracingStart(config, settings, deferred, agentJar);
    ThreadContexts.install();
    // In force before the first class is woven, so that no operation finds nothing and is lost.
    Tracing.configure(deferred, deferred, settings, deferred);
    try {
      start.wovenBy(Weaving.install(instrumentation, config, agentLoader()).report());
      Runtime.getRuntime()
          .addShutdownHook(new AgentThread(new ShutdownFlush(gate, start), "weft-stop"));
      new AgentThread(new StartThread(start), "weft-start").start();
    } catch (Throwable failure) {
      Tracing.reset();
      gate.open();
      throw failure;
    }
  }

  private static AgentClassLoader agentLoader() {
    return (AgentClassLoader) AgentStarter.class.getClassLoader();
  }
}
