package dev.weft.benchmarks.overhead;

import dev.weft.benchmarks.figures.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of what agents add to one measure: a panel for each application, in it a bar for each
 * agent that samples all, with the lowest and the highest round as a line.
 */
final class Chart {
  private final String name;
  private final String title;
  private final Measure measure;
  private final Results results;
  private final Jdk jdk;

  Chart(String name, String title, Measure measure, Results results, Jdk jdk) {
    this.name = name;
    this.title = title;
    this.measure = measure;
    this.results = results;
    this.jdk = jdk;
  }

  /** Writes {@code name.svg}, unless nothing of it was measured. */
  void write(Path folder) throws IOException {
    List<BarChart.Panel> panels = panels();
    if (!panels.isEmpty()) {
      String svg = new BarChart(title + " (JDK " + jdk.word() + ")", measure, panels).svg();
      Files.writeString(folder.resolve(name + ".svg"), svg);
    }
  }

  /** Markdown that shows it; empty if there is nothing to show. */
  String link(String folder) {
    return panels().isEmpty() ? "" : "![" + title + "](" + folder + name + ".svg)";
  }

  private List<BarChart.Panel> panels() {
    List<BarChart.Panel> panels = new ArrayList<>();
    for (App app : results.apps()) {
      List<BarChart.Bar> bars = new ArrayList<>();
      for (Agent agent : Agent.values()) {
        BarChart.Bar bar = bar(new Subject(app, jdk, new Contestant(agent, Setting.SAMPLED)));
        if (bar != null) {
          bars.add(bar);
        }
      }
      if (!bars.isEmpty()) {
        panels.add(new BarChart.Panel(app.label(), bars));
      }
    }
    return panels;
  }

  private BarChart.@Nullable Bar bar(Subject subject) {
    Agent agent = subject.contestant().agent();
    Spread without = results.of(subject.with(Contestant.BASE), measure);
    Spread with = results.of(subject, measure);
    if (agent == Agent.NONE || with == null || without == null) {
      return null;
    }
    double base = without.median();
    return new BarChart.Bar(
        agent.label(),
        agent == Agent.WEFT,
        with.median() - base,
        with.lowest() - base,
        with.highest() - base);
  }
}
