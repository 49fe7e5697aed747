package dev.weft.bootstrap;

import java.lang.reflect.InvocationTargetException;

/** {@code java -jar weft-agent.jar}: the agent's command line. */
public final class WeftMain {
  private WeftMain() {}

  /** Hands over to the command line proper, which the agent's class loader has. */
  public static void main(String[] arguments) throws Throwable {
    AgentClassLoader loader = AgentClassLoader.open(WeftAgent.ownJar());
    try {
      loader
          .loadClass("dev.weft.agent.cli.Cli")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
