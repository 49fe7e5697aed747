package dev.weft.agent.cli.status;

import dev.weft.agent.status.StatusJson;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status [PID] [--json]}. */
public final class StatusCommand {
  private static final String USAGE = "weft: usage: status [PID] [--json]";

  private StatusCommand() {}

  /**
   * Runs the command.
   *
   * @return 0 for success, 1 if the process cannot be asked, 2 for wrong arguments
   */
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    boolean json = arguments.contains("--json");
    List<String> rest = new ArrayList<>(arguments);
    rest.remove("--json");
    if (rest.size() > 1 || (rest.size() == 1 && !isNumber(rest.get(0)))) {
      err.println(USAGE);
      return 2;
    }
    try {
      AttachApi attach = AttachApi.find();
      if (rest.isEmpty()) {
        list(attach, json, out);
      } else {
        show(attach, rest.get(0), json, out);
      }
      return 0;
    } catch (NoStatusException e) {
      err.println("weft: " + e.getMessage());
      return 1;
    }
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 19;
  }

  private static void show(AttachApi attach, String pid, boolean json, PrintStream out)
      throws NoStatusException {
    try (AttachedJvm jvm = attach.attach(pid)) {
      if (!WovenJvm.hasWeft(jvm)) {
        throw new NoStatusException(
            "process " + pid + " runs without Weft: none of its -javaagent options names it");
      }
      String text = StatusBeanClient.read(pid, jvm.managementAddress(), json ? "Json" : "Text");
      out.print(text);
      if (json) {
        out.println();
      }
    }
  }

  private static void list(AttachApi attach, boolean json, PrintStream out)
      throws NoStatusException {
    Map<String, String> found = WovenJvm.among(attach);
    if (json) {
      out.println(StatusJson.of(new LinkedHashMap<>(found)));
    } else if (found.isEmpty()) {
      out.println("no JVM of this user runs with Weft");
    } else {
      for (Map.Entry<String, String> jvm : found.entrySet()) {
        out.println(jvm.getKey() + "  " + jvm.getValue());
      }
    }
  }
}
