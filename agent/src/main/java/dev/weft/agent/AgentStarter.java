package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The agent's start, called once by {@code premain} through the agent's own class loader. */
public final class AgentStarter {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private AgentStarter() {}

  /**
   * Weaves, and lets a thread put tracing together. Does on the calling thread, the application's
   * main thread, only what must be done before the application's classes load.
   *
   * @param arguments what follows {@code -javaagent:weft-agent.jar=}
   * @param agentJar the agent's jar
   * @throws RuntimeException if nothing can be traced; then nothing is woven either
   */
  public static void start(
      Instrumentation instrumentation, Map<String, String> arguments, File agentJar) {
    Config config = Config.read(arguments);
    if (!config.get(Options.AGENT_ENABLED)) {
      return;
    }
    StartGate gate = new StartGate(PATIENCE_NANOS);
    DeferredTracing deferred = new DeferredTracing(gate);
    TracingSettings settings = CaptureSettings.read(config);
    TracingStart start = new TracingStart(config, settings, deferred);
    Tracing.configure(deferred, deferred, settings);
    Runtime.getRuntime()
        .addShutdownHook(new AgentThread(new ShutdownFlush(gate, start), "weft-stop"));
    new AgentThread(start, "weft-start").start();
  }
}
