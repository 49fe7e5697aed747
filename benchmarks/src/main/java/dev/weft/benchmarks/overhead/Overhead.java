package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares agents on applications, in rounds of one application and one JDK, each of them a {@link
 * Comparison}. Their order rotates from round to round.
 */
public final class Overhead {
  private static final String JSON = "result.json";
  private static final String PUBLISHED = "benchmarks/overhead.json";

  private final Path root;
  private final Path out;
  private final Options options;
  private final List<App> apps;
  private final List<Jdk> jdks;
  private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
  private final List<Contestant> contestants;
  private final Results results = new Results();
  private final Map<String, String> conditions;

  private Overhead(Options options, Path root) throws IOException {
    this.root = root;
    this.options = options;
    out = root.resolve(options.text("out")).toAbsolutePath().normalize();
    apps = options.list("apps").stream().map(App::of).toList();
    jdks = options.list("jdks").stream().map(word -> jdk(word, root)).toList();
    options.list("phases").forEach(word -> phases.add(Phase.of(word)));
    List<Setting> settings = new ArrayList<>();
    for (String word : options.list("settings")) {
      Setting setting = Setting.of(word);
      if (setting == Setting.SAMPLED || phases.contains(Phase.LOAD)) {
        settings.add(setting);
      }
    }
    contestants = Contestant.all(options.list("agents").stream().map(Agent::of).toList(), settings);
    conditions = conditions();
  }

  private static Jdk jdk(String word, Path root) {
    try {
      return Jdk.of(word, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With those of an earlier piece, whose results become results of this run. */
  private Map<String, String> conditions() throws IOException {
    Map<String, String> now = Conditions.of(options, apps, jdks, AgentJars.weft(root));
    if (!options.add()) {
      return now;
    }
    Path unpublished = out.resolve(JSON);
    Path earlier = Files.exists(unpublished) ? unpublished : root.resolve(PUBLISHED);
    if (!Files.exists(earlier)) {
      throw new Refusal("there are no rounds to add to: " + unpublished);
    }
    Map<String, String> before =
        ResultJson.read(Files.readString(earlier), word -> jdk(word, root), results);
    return Conditions.together(before, now);
  }

  public static void main(String[] words) throws Exception {
    try {
      new Overhead(Options.parse(words), Path.of("").toAbsolutePath()).run();
    } catch (Refusal e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws Exception {
    Files.createDirectories(out);
    AgentJars jars =
        new AgentJars(
            contestants.stream().map(Contestant::agent).distinct().toList(),
            root,
            out.resolve("agents"));
    Path sources = root.resolve("benchmarks/apps");
    Maven.run(sources, "package");
    try (SinkProcess sink = new SinkProcess()) {
      Bench bench =
          new Bench(
              jars,
              sources,
              AgentJar.of(AllocationProbe.class, out),
              out,
              sink,
              phases,
              options.number("starts"),
              options.number("warm-up"),
              options.number("windows"),
              options.number("seconds"));
      for (int round = 0; round < options.number("rounds"); round++) {
        measure(bench);
      }
    }
    System.out.println(report());
    if (options.write()) {
      publish();
    }
  }

  private void measure(Bench bench) throws IOException {
    for (App app : apps) {
      for (Jdk jdk : jdks) {
        int round = results.rounds(app, jdk);
        List<Contestant> order = new ArrayList<>(contestants);
        Collections.rotate(order, round);
        List<Subject> subjects =
            order.stream().map(contestant -> new Subject(app, jdk, contestant)).toList();
        try (Comparison comparison = new Comparison(bench, results, round, subjects)) {
          comparison.run();
        }
        write();
      }
    }
  }

  private String report() {
    StringBuilder report = new StringBuilder();
    conditions.forEach(
        (name, value) -> report.append("- ").append(name).append(": ").append(value).append('\n'));
    for (String failure : results.failures()) {
      report.append("- failed: ").append(failure).append('\n');
    }
    return report.append('\n').append(ResultTable.of(results, contestants)).toString();
  }

  private void write() throws IOException {
    Files.writeString(out.resolve(JSON), ResultJson.of(conditions, results));
    Files.writeString(out.resolve("result.md"), report());
    for (Chart chart : charts()) {
      chart.write(out);
    }
  }

  /** Of the oldest JDK, and of what was measured. */
  private List<Chart> charts() {
    if (results.jdks().isEmpty()) {
      return List.of();
    }
    Jdk oldest = results.jdks().get(0);
    return List.of(
        new Chart(
            "start",
            "CPU time that an agent adds to the start, s",
            Measure.START_CPU,
            results,
            oldest),
        new Chart(
            "request",
            "CPU time that an agent adds to a request, µs",
            Measure.LOAD_CPU_WITHOUT_JIT,
            results,
            oldest));
  }

  private void publish() throws IOException {
    Path folder = root.resolve("benchmarks");
    ReadmeSection.write(folder.resolve("README.md"), "overhead", report());
    StringBuilder links = new StringBuilder();
    for (Chart chart : charts()) {
      chart.write(folder);
      links.append(chart.link("benchmarks/")).append("\n\n");
    }
    ReadmeSection.write(root.resolve("README.md"), "charts", links.toString());
    Files.writeString(root.resolve(PUBLISHED), ResultJson.of(conditions, results));
  }
}
