package dev.weft.weaver.weave;

import dev.weft.bridge.BridgeDefinition;
import java.io.InputStream;
import java.util.function.Function;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** Defines the bridge into the test's JVM, once. */
public final class TestBridge {
  private TestBridge() {}

  public static void define() throws Exception {
    try {
      Class.forName("java.lang.WeftBridge", false, null);
    } catch (ClassNotFoundException notYet) {
      ClassLoader loader = TestBridge.class.getClassLoader();
      try (InputStream in = loader.getResourceAsStream("java/lang/WeftBridge.class")) {
        BridgeDefinition.define(ByteBuddyAgent.install(), in.readAllBytes());
      }
    }
  }

  /** Sets {@code WeftBridge.linker}. Java 17 code cannot name a class that java.base has not. */
  static void link(@Nullable Function<Object[], Object> linker) throws Exception {
    Class.forName("java.lang.WeftBridge").getField("linker").set(null, linker);
  }

  /** Sets {@code WeftBridge.sites}. */
  static void sites(Function<Object[], Object> @Nullable [] sites) throws Exception {
    Class.forName("java.lang.WeftBridge").getField("sites").set(null, sites);
  }
}
