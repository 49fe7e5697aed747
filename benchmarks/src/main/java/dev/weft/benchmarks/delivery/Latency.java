package dev.weft.benchmarks.delivery;

import dev.weft.benchmarks.delivery.MoodyCollector.Mood;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a request takes at a fixed rate, without an agent and with collectors in different states,
 * in interleaved rounds, each in a JVM of its own.
 */
public final class Latency {
  private static final int[] PER_MILLE = {500, 990, 999};

  /** What is compared. */
  private enum Setting {
    NO_AGENT("no agent"),
    HEALTHY("healthy collector"),
    SILENT("silent collector"),
    FLAPPING("flapping collector");

    private final String text;

    Setting(String text) {
      this.text = text;
    }
  }

  private final int rate;
  private final int warmUpSeconds;
  private final int seconds;

  private Latency(int rate, int warmUpSeconds, int seconds) {
    this.rate = rate;
    this.warmUpSeconds = warmUpSeconds;
    this.seconds = seconds;
  }

  public static void main(String[] words) throws Exception {
    Arguments arguments = new Arguments(words);
    int rounds = arguments.number("rounds", 5);
    Latency latency =
        new Latency(
            arguments.number("rate", 500),
            arguments.number("warm-up", 40),
            arguments.number("seconds", 20));
    System.out.printf(
        "%d rounds of %d s at %d requests/s after %d s; microseconds, median [lowest..highest]%n",
        rounds, latency.seconds, latency.rate, latency.warmUpSeconds);
    Map<Setting, List<long[]>> results = new EnumMap<>(Setting.class);
    Setting[] settings = Setting.values();
    for (int round = 0; round < rounds; round++) {
      // Each round begins with another one, so that none always follows the same.
      for (int i = 0; i < settings.length; i++) {
        Setting setting = settings[(round + i) % settings.length];
        results.computeIfAbsent(setting, s -> new ArrayList<>()).add(latency.measure(setting));
      }
    }
    System.out.printf("%-20s%30s%30s%30s%n", "", "p50", "p99", "p99.9");
    results.forEach(Latency::print);
  }

  private long[] measure(Setting setting) throws Exception {
    try (MoodyCollector collector = new MoodyCollector();
        ServiceProcess service = new ServiceProcess(options(setting, collector))) {
      collector.become(setting == Setting.SILENT ? Mood.SILENT : Mood.HEALTHY);
      Thread flapping = new Thread(() -> flap(collector), "flapping");
      if (setting == Setting.FLAPPING) {
        flapping.start();
      }
      OpenLoop load = new OpenLoop(service.port(), rate);
      load.run(warmUpSeconds);
      long[] nanos = load.run(seconds);
      flapping.interrupt();
      flapping.join();
      service.end();
      return percentiles(nanos);
    }
  }

  private static List<String> options(Setting setting, MoodyCollector collector) {
    return setting == Setting.NO_AGENT
        ? List.of()
        : ServiceProcess.agent(Arguments.agent(), collector.port());
  }

  /** Every second it is another one. */
  private static void flap(MoodyCollector collector) {
    try {
      for (int i = 0; ; i++) {
        collector.become(Mood.values()[i % Mood.values().length]);
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      // The round is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long[] percentiles(long[] sorted) {
    long[] micros = new long[PER_MILLE.length];
    for (int i = 0; i < micros.length; i++) {
      int place = (int) Math.min(sorted.length - 1L, (long) sorted.length * PER_MILLE[i] / 1000);
      micros[i] = TimeUnit.NANOSECONDS.toMicros(sorted[place]);
    }
    return micros;
  }

  private static void print(Setting setting, List<long[]> rounds) {
    StringBuilder line = new StringBuilder(String.format("%-20s", setting.text));
    for (int i = 0; i < PER_MILLE.length; i++) {
      int column = i;
      long[] values = rounds.stream().mapToLong(round -> round[column]).sorted().toArray();
      String cell =
          String.format(
              "%,d [%,d..%,d]", values[values.length / 2], values[0], values[values.length - 1]);
      line.append(String.format("%30s", cell));
    }
    System.out.println(line);
  }
}
