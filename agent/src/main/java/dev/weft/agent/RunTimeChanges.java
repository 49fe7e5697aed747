package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.Setting;
import dev.weft.agent.jmx.BeanStart;
import dev.weft.agent.live.FileWatch;
import dev.weft.agent.live.SamplingControl;
import dev.weft.agent.status.Self;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.PlatformBeans;
import java.io.File;

/** Opens the ways by which sampling changes, and the agent is seen, while the service runs. */
final class RunTimeChanges {

  private RunTimeChanges() {}

  static void begin(Config config, Self self) {
    watchFile(config, self.sampling());
    String jmx = config.get(Options.JMX);
    if (jmx.equals("true")) {
      new BeanStart(self).begin();
    } else if (jmx.equals("auto")) {
      PlatformBeans.listen(new BeanStart(self));
    }
  }

  private static void watchFile(Config config, SamplingControl control) {
    Setting path = config.setting(Options.CONFIGURATION_FILE);
    long interval = config.get(Options.CONFIGURATION_CHECK);
    if (path != null && interval > 0) {
      FileWatch watch = new FileWatch(new File(path.text()), control, interval);
      new AgentThread(watch, "weft-config").start();
    }
  }
}
