package dev.weft.instrumentation.platformmbeans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.tracing.PlatformBeans;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformMBeansTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @Test
  void tellsOfTheServerOnceHoweverOftenItIsAskedFor() {
    List<Object> told = new ArrayList<>();
    PlatformBeans.listen(told::add);

    Object server = ManagementFactory.getPlatformMBeanServer();
    ManagementFactory.getPlatformMBeanServer();

    assertThat(told).containsExactly(server);
  }

  @Test
  void tellsWhoComesLater() {
    Object server = ManagementFactory.getPlatformMBeanServer();
    List<Object> told = new ArrayList<>();

    PlatformBeans.listen(told::add);

    assertThat(told).containsExactly(server);
  }
}
