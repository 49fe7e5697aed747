package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of a run, written at its end to target/cells/results.md: a row per test, a column per
 * JDK that its cells ran on.
 */
final class ResultTable implements AutoCloseable {
  enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  private record Cell(int jdk, Outcome outcome, long nanos) {}

  /** For tests that run on no one JDK, or do not say so. */
  private static final int NO_JDK = 0;

  private static final Pattern JDK = Pattern.compile("JDK (\\d+)");

  private final Map<String, List<Cell>> rows = new LinkedHashMap<>();

  synchronized void add(String test, String cell, Outcome outcome, long nanos) {
    Matcher jdk = JDK.matcher(cell);
    rows.computeIfAbsent(test, name -> new ArrayList<>())
        .add(new Cell(jdk.find() ? Integer.parseInt(jdk.group(1)) : NO_JDK, outcome, nanos));
  }

  @Override
  public synchronized void close() throws IOException {
    Files.createDirectories(Cells.ROOT);
    Files.writeString(Cells.ROOT.resolve("results.md"), markdown());
  }

  private String markdown() {
    TreeSet<Integer> jdks = new TreeSet<>();
    List<Cell> all = new ArrayList<>();
    rows.values()
        .forEach(
            cells -> {
              all.addAll(cells);
              cells.forEach(cell -> jdks.add(cell.jdk()));
            });
    StringBuilder table = new StringBuilder("| test |");
    jdks.forEach(jdk -> table.append(jdk == NO_JDK ? " any |" : " JDK " + jdk + " |"));
    table
        .append(" cells | passed | skipped | time |\n|---|")
        .append("---|".repeat(jdks.size() + 4));
    rows.forEach((test, cells) -> appendRow(table.append('\n'), test, cells, jdks));
    appendRow(table.append('\n'), "**all**", all, jdks);
    return table.append('\n').toString();
  }

  private static void appendRow(
      StringBuilder table, String test, List<Cell> cells, TreeSet<Integer> jdks) {
    table.append("| ").append(test).append(" |");
    for (int jdk : jdks) {
      List<Cell> here = cells.stream().filter(cell -> cell.jdk() == jdk).toList();
      long run = here.size() - count(here, Outcome.SKIPPED);
      table.append(run == 0 ? " |" : " " + count(here, Outcome.PASSED) + "/" + run + " |");
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(cells.stream().mapToLong(Cell::nanos).sum());
    table
        .append(" " + cells.size() + " | " + count(cells, Outcome.PASSED) + " | ")
        .append(count(cells, Outcome.SKIPPED) + " | " + seconds + " s |");
  }

  private static long count(List<Cell> cells, Outcome outcome) {
    return cells.stream().filter(cell -> cell.outcome() == outcome).count();
  }
}
