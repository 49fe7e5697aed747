package dev.weft.benchmarks.overhead;

import dev.weft.benchmarks.figures.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Results as Markdown: for each application, JDK and phase a table, in it a row for each
 * contestant.
 */
final class ResultTable {
  private final Results results;
  private final List<Contestant> contestants;
  private final StringBuilder text = new StringBuilder();

  private ResultTable(Results results, List<Contestant> contestants) {
    this.results = results;
    this.contestants = contestants;
  }

  static String of(Results results, List<Contestant> contestants) {
    ResultTable table = new ResultTable(results, contestants);
    for (App app : results.apps()) {
      for (Jdk jdk : results.jdks()) {
        for (Phase phase : Phase.values()) {
          table.add(app, jdk, phase);
        }
      }
    }
    return table.text.toString();
  }

  private void add(App app, Jdk jdk, Phase phase) {
    List<Measure> columns = columns(app, jdk, phase);
    if (columns.isEmpty()) {
      return;
    }
    text.append("#### ").append(app.label()).append(", JDK ").append(jdk.word()).append(", ");
    int rounds = results.rounds(app, jdk);
    text.append(rounds == 1 ? "one round. " : rounds + " rounds. ").append(phase.title());
    if (phase == Phase.PACED) {
      text.append(" of ").append(app.rate()).append("/s");
    }
    text.append("\n\n| agent |");
    for (Measure column : columns) {
      text.append(' ').append(column.title());
      if (!column.unit().isEmpty()) {
        text.append(", ").append(column.unit());
      }
      text.append(" |");
    }
    text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
    for (Contestant contestant : contestants) {
      addRow(new Subject(app, jdk, contestant), columns);
    }
    text.append('\n');
  }

  private List<Measure> columns(App app, Jdk jdk, Phase phase) {
    List<Measure> columns = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      if (measure.phase() == phase && isMeasured(app, jdk, measure)) {
        columns.add(measure);
      }
    }
    return columns;
  }

  private boolean isMeasured(App app, Jdk jdk, Measure measure) {
    for (Contestant contestant : contestants) {
      if (results.of(new Subject(app, jdk, contestant), measure) != null) {
        return true;
      }
    }
    return false;
  }

  private void addRow(Subject subject, List<Measure> columns) {
    StringBuilder row = new StringBuilder("| " + subject.contestant().label() + " |");
    boolean empty = true;
    for (Measure column : columns) {
      String cell = cell(subject, column);
      empty &= cell.isEmpty();
      row.append(' ').append(cell).append(" |");
    }
    if (!empty) {
      text.append(row).append('\n');
    }
  }

  private String cell(Subject subject, Measure measure) {
    Spread spread = results.of(subject, measure);
    if (spread == null) {
      return "";
    }
    StringBuilder cell = new StringBuilder(measure.format(spread.median()));
    if (spread.rounds() > 1) {
      cell.append(" [").append(measure.format(spread.lowest())).append("..");
      cell.append(measure.format(spread.highest())).append(']');
    }
    @Nullable Double difference = results.difference(subject, measure);
    boolean base = subject.contestant().equals(Contestant.BASE);
    if (difference != null && !base && measure.comparable()) {
      cell.append(", Δ ").append(measure.formatDifference(difference));
      cell.append(ratio(subject, measure));
    }
    return cell.toString();
  }

  private String ratio(Subject subject, Measure measure) {
    @Nullable Double ratio = results.ratio(subject, measure);
    boolean yardstick = subject.contestant().equals(subject.contestant().yardstick());
    return ratio == null || yardstick ? "" : String.format(Locale.ROOT, " (×%.2f)", ratio);
  }
}
