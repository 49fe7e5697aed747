package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks with what they allocate, and prints one table; takes JMH's own options, too. */
public final class Micro {
  /** Bytes per operation, as JMH's profiler calls it. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private Micro() {}

  public static void main(String[] words)
      throws CommandLineOptionException, IOException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(words);
    if (given.shouldList()) {
      new Runner(given).list();
      return;
    }
    Path json = Path.of("benchmarks/target/micro.json");
    Files.createDirectories(json.getParent());
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(json.toString());
    print(new Runner(options.build()).run());
    System.out.println("\n" + json);
  }

  private static void print(Collection<RunResult> results) {
    System.out.println("\n| benchmark | time, ns | allocated, B |\n|---|---|---|");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.1f%s | %s |%n",
          name(result.getParams()),
          time.getScore(),
          error(time),
          allocated == null ? "" : String.format(Locale.ROOT, "%,.0f", allocated.getScore()));
    }
  }

  /** Empty if there were too few iterations to tell. */
  private static String error(Result<?> result) {
    double error = result.getScoreError();
    return Double.isNaN(error) ? "" : String.format(Locale.ROOT, " ± %,.1f", error);
  }

  /** Class and method without what all of them have in common, then the parameters. */
  private static String name(BenchmarkParams params) {
    String name = params.getBenchmark();
    int method = name.lastIndexOf('.');
    String type = name.substring(name.lastIndexOf('.', method - 1) + 1, method);
    List<String> values = new ArrayList<>();
    for (String key : params.getParamsKeys()) {
      values.add(key + " " + params.getParam(key));
    }
    String text = type.replace("Benchmark", "") + "." + name.substring(method + 1);
    return values.isEmpty() ? text : text + ", " + String.join(", ", values);
  }
}
