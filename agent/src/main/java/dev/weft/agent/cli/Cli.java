package dev.weft.agent.cli;

import dev.weft.agent.AgentVersion;
import dev.weft.agent.cli.status.StatusCommand;
import dev.weft.agent.cli.view.ViewCommand;
import dev.weft.agent.config.Config;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@code java -jar weft-agent.jar COMMAND}. */
public final class Cli {

  private Cli() {}

  /** Runs the command, and ends the process with its status. */
  public static void main(String[] arguments) {
    int status = run(Arrays.asList(arguments), System.out, System.err);
    System.out.flush();
    System.exit(status);
  }

  /** Runs a command; 0 is success, 2 a command that was not understood. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    String command = arguments.isEmpty() ? "help" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    switch (command) {
      case "help":
      case "--help":
      case "-h":
        return help(rest, out);
      case "version":
      case "--version":
        out.println("weft " + AgentVersion.read());
        return 0;
      case "config":
        ConfigCommand.print(Config.read(Collections.emptyMap()), out);
        return 0;
      case "status":
        return StatusCommand.run(rest, out, err);
      case "view":
        return ViewCommand.run(rest, err);
      default:
        err.println(
            "weft: there is no such command; there are help, version, config, status and view");
        return 2;
    }
  }

  private static int help(List<String> arguments, PrintStream out) {
    if (arguments.contains("--markdown")) {
      OptionTable.printMarkdown(out);
    } else {
      Help.print(out);
    }
    return 0;
  }
}
