package dev.weft.benchmarks.growth;

import com.sun.net.httpserver.HttpServer;
import dev.weft.benchmarks.figures.Spread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Lets an application grow, without an agent and with Weft, and prints what a unit of it costs at
 * each size: what is linear stays the same from line to line. Each size runs in a JVM of its own;
 * the rounds are interleaved.
 */
public final class Growth {
  private record Case(Dimension dimension, int size, boolean withAgent) {}

  private final Path agent;
  private final String database;
  private final int collector;

  private Growth(Path agent, String database, int collector) {
    this.agent = agent;
    this.database = database;
    this.collector = collector;
  }

  /** Arguments: how many rounds, H2's jar. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    for (Dimension dimension : Dimension.values()) {
      if (!Files.isExecutable(dimension.java())) {
        System.err.println("there is no " + dimension.java() + ": ci/fetch-jdks.sh fetches it");
        System.exit(1);
      }
    }
    Path agent = Path.of(System.getProperty("weft.agent.jar")).toAbsolutePath();
    HttpServer collector = collector();
    try {
      Growth growth = new Growth(agent, arguments[1], collector.getAddress().getPort());
      Map<Case, List<Cost>> costs = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        for (Dimension dimension : Dimension.values()) {
          for (int size : dimension.sizes()) {
            for (boolean withAgent : new boolean[] {false, true}) {
              Case one = new Case(dimension, size, withAgent);
              costs.computeIfAbsent(one, key -> new ArrayList<>()).add(growth.measure(one));
            }
          }
        }
      }
      print(costs);
    } finally {
      collector.stop(0);
    }
  }

  /** Takes all spans. */
  private static HttpServer collector() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Cost measure(Case one) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(one.dimension().java().toString());
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-Dsun.net.httpserver.nodelay=true"));
    if (one.withAgent()) {
      command.add("-javaagent:" + agent);
      command.add("-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + collector);
      // It would record less where a subject keeps both processors busy.
      command.add("-Dweft.governor.enabled=false");
      command.addAll(one.dimension().options(one.size()));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path") + ":" + database));
    command.addAll(List.of(Subject.class.getName(), one.dimension().name(), "" + one.size()));
    Process subject = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = subject.inputReader().lines().toList();
    if (subject.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + lines);
    }
    return Cost.parse(lines);
  }

  private static void print(Map<Case, List<Cost>> costs) {
    System.out.println("| what | how many | CPU, ns | with Weft | allocated, B | kept, B |");
    System.out.println("|---|---|---|---|---|---|");
    for (Dimension dimension : Dimension.values()) {
      for (int size : dimension.sizes()) {
        List<Cost> without = costs.getOrDefault(new Case(dimension, size, false), List.of());
        List<Cost> with = costs.getOrDefault(new Case(dimension, size, true), List.of());
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %s | %s | %s | %s |%n",
            dimension.unit(),
            size,
            Spread.column(without, without, Cost::cpuNanos),
            Spread.column(with, without, Cost::cpuNanos),
            difference(without, with, Cost::allocated),
            dimension.keeps() ? difference(without, with, Cost::kept) : "");
      }
    }
  }

  private static String difference(
      List<Cost> without, List<Cost> with, ToDoubleFunction<Cost> measure) {
    double difference = Spread.of(with, measure).median() - Spread.of(without, measure).median();
    return String.format(Locale.ROOT, "%+,.0f", difference);
  }
}
