package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.bootstrap.AgentClassLoader;
import dev.weft.weaver.ModuleSwitch;
import dev.weft.weaver.Weaver;
import dev.weft.weaver.link.ClassFileSource;
import dev.weft.weaver.plan.ModuleEntry;
import dev.weft.weaver.plan.WeavingPlan;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the weaver to work on the plan in the agent's jar. */
final class Weaving {

  private Weaving() {}

  /**
   * Weaves.
   *
   * @throws IOException if the jar has no plan, or cannot be read
   */
  static Weaver install(Instrumentation instrumentation, Config config, AgentClassLoader loader)
      throws IOException {
    return Weaver.install(
        instrumentation,
        WeavingPlan.read(plan(loader)),
        new Switch(config),
        new AdviceClasses(loader),
        loader);
  }

  private static byte[] plan(ClassLoader loader) throws IOException {
    try (InputStream input = loader.getResourceAsStream(WeavingPlan.RESOURCE)) {
      if (input == null) {
        throw new FileNotFoundException(WeavingPlan.RESOURCE + " is not in the agent's jar");
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
      byte[] buffer = new byte[16 << 10];
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      return bytes.toByteArray();
    }
  }

  private static final class Switch implements ModuleSwitch {
    private final Config config;

    Switch(Config config) {
      this.config = config;
    }

    @Override
    public boolean isOn(ModuleEntry module) {
      List<String> names = new ArrayList<>(module.aliases().size() + 1);
      names.add(module.name());
      names.addAll(module.aliases());
      return config.instrumentationEnabled(names, module.enabledByDefault());
    }
  }

  private static final class AdviceClasses implements ClassFileSource {
    private final AgentClassLoader loader;

    AdviceClasses(AgentClassLoader loader) {
      this.loader = loader;
    }

    @Override
    public byte @Nullable [] classFile(String binaryName) {
      return loader.classFile(binaryName);
    }
  }
}
