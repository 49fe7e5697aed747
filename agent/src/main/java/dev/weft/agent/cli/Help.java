package dev.weft.agent.cli;

import java.io.PrintStream;

/** {@code help}: the commands, and every option. */
final class Help {
  private static final String[] LINES = {
    "Weft traces a JVM service:",
    "  java -javaagent:weft-agent.jar -jar service.jar",
    "",
    "Commands of java -jar weft-agent.jar:",
    "  view [--port N] [--once N] [--attributes] [--max-spans N] [--ascii]",
    "            receives spans on 127.0.0.1:4318 and draws each trace in this terminal",
    "  status [PID] [--json]",
    "            shows what the agent in a running JVM does; without PID, where there is one",
    "  config    shows every option's value here and where it comes from",
    "  version   shows the version",
    "  help      shows this; help --markdown the options as a table",
    "",
    "Options, each as a system property (-Dotel.service.name=shop), as an argument",
    "(-javaagent:weft-agent.jar=otel.service.name=shop;...), as an environment variable",
    "(OTEL_SERVICE_NAME=shop) or in the file of otel.javaagent.configuration-file:",
    "",
  };

  private Help() {}

  static void print(PrintStream out) {
    for (String line : LINES) {
      out.println(line);
    }
    OptionTable.print(out);
    out.println("  otel.instrumentation.<name>.enabled");
    out.println("      Switches one instrumentation on or off. Accepts: true, false.");
  }
}
