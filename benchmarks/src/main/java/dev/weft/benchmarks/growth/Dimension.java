package dev.weft.benchmarks.growth;

import java.nio.file.Path;
import java.util.List;

/** In what an application grows. */
enum Dimension {
  /** Classes of one loader that no instrumentation is for. */
  CLASSES("a class", 1_000, 10_000),
  /** Class loaders, each with nine such classes and a JDBC driver that is called once. */
  LOADERS("a class loader", 1, 10, 100, 1_000),
  /** SQL statements of one request. */
  SPANS("a span of a request", 1, 10, 100, 1_000),
  /** Sampling rules, of which the last is for the request. */
  RULES("a request, by sampling rules", 1, 10, 100),
  /** Headers of a request. */
  HEADERS("a request, by its headers", 1, 10, 100),
  /** Threads that send statements, over ten connections. */
  THREADS("a statement, by threads", 2, 20, 200),
  /** Virtual threads that do so. */
  VIRTUAL_THREADS("a statement, by virtual threads", 20, 200, 2_000, 10_000);

  /** Where ci/fetch-jdks.sh puts it. */
  private static final Path JDK_25 = Path.of("build/jdks/jdk-25");

  private final String unit;
  private final int[] sizes;

  Dimension(String unit, int... sizes) {
    this.unit = unit;
    this.sizes = sizes;
  }

  /** Of what the cost is given. */
  String unit() {
    return unit;
  }

  int[] sizes() {
    return sizes.clone();
  }

  /** Whether what it is about stays in memory. */
  boolean keeps() {
    return this == CLASSES || this == LOADERS;
  }

  /** The JVM that it takes. */
  Path java() {
    Path home = this == VIRTUAL_THREADS ? JDK_25 : Path.of(System.getProperty("java.home"));
    return home.resolve("bin/java").toAbsolutePath();
  }

  /** The agent's options. */
  List<String> options(int size) {
    return this == RULES ? List.of("-Dweft.sampling.rules=" + rules(size)) : List.of();
  }

  private static String rules(int size) {
    StringBuilder rules = new StringBuilder();
    for (int i = 1; i < size; i++) {
      rules.append("drop /resources").append(i).append("/*/items/**, ");
    }
    return rules.append("keep /").toString();
  }
}
