package dev.weft.instrumentation.platformmbeans;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.PlatformBeans;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ManagementFactory.getPlatformMBeanServer}, which every way of using JMX begins with. */
public final class PlatformMBeansModule implements InstrumentationModule {

  @Override
  public String name() {
    return "platform-mbeans";
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(
        named("java.lang.management.ManagementFactory"),
        method("getPlatformMBeanServer"),
        ServerObtained.class);
  }

  static final class ServerObtained {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Return @Nullable Object server) {
      if (server != null) {
        PlatformBeans.available(server);
      }
    }
  }
}
