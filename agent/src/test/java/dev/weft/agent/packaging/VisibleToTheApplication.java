package dev.weft.agent.packaging;

import java.io.IOException;

/** An application that looks for the agent, and prints what it finds. */
final class VisibleToTheApplication {
  private static final String[] CLASSES = {
    "dev.weft.bootstrap.WeftAgent",
    "dev.weft.agent.AgentStarter",
    "dev.weft.bridge.BridgeDefinition",
    "dev.weft.tracing.Tracing",
    "dev.weft.weaver.plan.WeavingPlan",
    "io.opentelemetry.api.OpenTelemetry",
    "io.opentelemetry.sdk.trace.SdkTracerProvider",
    "org.slf4j.Logger",
    "org.objectweb.asm.ClassReader",
    "org.jctools.queues.MessagePassingQueue",
  };
  private static final String[] RESOURCES = {
    "META-INF/services/org.slf4j.spi.SLF4JServiceProvider", "weft.plan", "META-INF/licenses",
  };

  private VisibleToTheApplication() {}

  public static void main(String[] arguments) throws IOException {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    for (String name : CLASSES) {
      try {
        System.out.println(Class.forName(name, false, loader).getName());
      } catch (ClassNotFoundException expected) {
        if (loader.getResource(name.replace('.', '/') + ".class") != null) {
          System.out.println("the class file of " + name);
        }
      }
    }
    for (String name : RESOURCES) {
      if (loader.getResources(name).hasMoreElements()) {
        System.out.println(name);
      }
    }
    System.out.println("end");
  }
}
