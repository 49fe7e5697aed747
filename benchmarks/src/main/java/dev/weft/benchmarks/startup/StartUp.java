package dev.weft.benchmarks.startup;

import dev.weft.benchmarks.figures.Spread;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Starts services that have none of the libraries that most modules are for, without an agent, with
 * five modules and with all, and prints what each start took. The rounds are interleaved.
 */
public final class StartUp {
  private static final String NO_AGENT = "none";

  private StartUp() {}

  /** Arguments: how many rounds, the agent with five modules, the agent with all. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Map<String, List<String>> agents = new LinkedHashMap<>();
    agents.put(NO_AGENT, List.of());
    agents.put("five modules", agent(arguments[1]));
    agents.put("all modules", agent(arguments[2]));
    Map<String, List<String>> services = new LinkedHashMap<>();
    services.put("hello", List.of("-cp", "smoke-tests/target/classes", "example.smoke.Waiting"));
    services.put("Tomcat", List.of("-cp", classPath("tomcat-10"), "example.smoke.Server"));

    System.out.println("| service | agent | wall, ms | CPU, ms | classes |");
    System.out.println("|---|---|---|---|---|");
    for (Map.Entry<String, List<String>> service : services.entrySet()) {
      Map<String, List<Start>> starts = starts(rounds, agents, service.getValue());
      List<Start> without = Objects.requireNonNull(starts.get(NO_AGENT));
      starts.forEach((agent, all) -> print(service.getKey(), agent, all, without));
    }
  }

  private static List<String> agent(String jar) {
    return List.of("-javaagent:" + jar, "-Dotel.exporter.otlp.endpoint=http://127.0.0.1:1");
  }

  private static String classPath(String app) {
    Path target = Path.of("smoke-tests/apps", app, "target");
    return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
  }

  /** The first round only fills the page cache. */
  private static Map<String, List<Start>> starts(
      int rounds, Map<String, List<String>> agents, List<String> service) throws Exception {
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, List<String>> agent : agents.entrySet()) {
        List<String> options = new ArrayList<>(agent.getValue());
        options.addAll(service);
        Start start = Start.of(options);
        if (round > 0) {
          starts.computeIfAbsent(agent.getKey(), name -> new ArrayList<>()).add(start);
        }
      }
    }
    return starts;
  }

  private static void print(String service, String agent, List<Start> all, List<Start> none) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s |%n",
        service,
        agent,
        Spread.column(all, none, Start::wallMillis),
        Spread.column(all, none, Start::cpuMillis),
        Spread.column(all, none, Start::classes));
  }
}
