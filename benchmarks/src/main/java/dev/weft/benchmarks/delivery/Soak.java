package dev.weft.benchmarks.delivery;

import dev.weft.benchmarks.delivery.MoodyCollector.Mood;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Constant load on a service whose collector comes and goes. A leak shows in the lowest value of
 * each of the collector's cycles, because at their ends nothing waits to be sent: the second half
 * of them must not lie above the first by more than is said below.
 */
public final class Soak {
  private static final String[] MEASURES = {"heap KB", "threads", "descriptors", "classes"};

  /**
   * What a flat line may rise by: caches that fill up, lanes of the exporter that come and go, kept
   * connections of the service's own calls. One that leaked with each of the attempts to connect
   * would rise by some ten each cycle.
   */
  private static final long[] SLACK = {1024, 4, 10, 20};

  private static final int SAMPLE_SECONDS = 10;

  private final MoodyCollector collector;
  private final ServiceProcess service;
  private final int cycleSeconds;
  private final List<long[]> lowest = new ArrayList<>();

  private Soak(MoodyCollector collector, ServiceProcess service, int cycleSeconds) {
    this.collector = collector;
    this.service = service;
    this.cycleSeconds = cycleSeconds;
  }

  public static void main(String[] words) throws Exception {
    Arguments arguments = new Arguments(words);
    int seconds = arguments.number("seconds", 60 * arguments.number("minutes", 10));
    int rate = arguments.number("rate", 200);
    int cycle = arguments.number("cycle", 60);
    System.out.printf(
        "%d s, %d requests/s of 3 spans; a cycle of %d s: half healthy, then silent, 503, gone%n",
        seconds, rate, cycle);
    try (MoodyCollector collector = new MoodyCollector();
        ServiceProcess service =
            new ServiceProcess(ServiceProcess.agent(Arguments.agent(), collector.port()))) {
      OpenLoop load = new OpenLoop(service.port(), rate);
      long[][] taken = new long[1][];
      Thread loading = new Thread(() -> taken[0] = run(load, seconds), "load");
      loading.start();
      Soak soak = new Soak(collector, service, cycle);
      soak.watch(seconds);
      load.stop();
      loading.join();
      collector.become(Mood.HEALTHY);
      boolean flat = soak.verdict();
      boolean exact = soak.account(taken[0].length);
      System.exit(flat && exact ? 0 : 1);
    }
  }

  private static long[] run(OpenLoop load, int seconds) {
    try {
      return load.run(seconds);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void watch(int seconds) throws IOException, InterruptedException {
    System.out.printf("%6s  %-8s", "s", "collector");
    for (String measure : MEASURES) {
      System.out.printf("%13s", measure);
    }
    System.out.printf("%13s%n", "received");
    long start = System.nanoTime();
    for (int second = 1; second <= seconds; second++) {
      long left = start + TimeUnit.SECONDS.toNanos(second) - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(left);
      if (second % SAMPLE_SECONDS == 0) {
        note(second, service.sample());
      }
      collector.become(moodAt(second % cycleSeconds));
    }
  }

  private Mood moodAt(int second) {
    int sixth = second * 6 / cycleSeconds;
    // It ends with two healthy sixths, so that nothing waits by then.
    return sixth < 1 || sixth >= 4 ? Mood.HEALTHY : Mood.values()[sixth];
  }

  private void note(int second, long[] sample) {
    System.out.printf("%6d  %-8s", second, collector.mood());
    for (long value : sample) {
      System.out.printf("%,13d", value);
    }
    System.out.printf("%,13d%n", collector.spans());
    int cycle = (second - 1) / cycleSeconds;
    if (cycle == lowest.size()) {
      lowest.add(sample.clone());
    }
    long[] low = lowest.get(cycle);
    for (int i = 0; i < low.length; i++) {
      low[i] = Math.min(low[i], sample[i]);
    }
  }

  /**
   * Compares the halves of the cycles, the first one left out: that is when the service warms up.
   */
  private boolean verdict() {
    int cycles = lowest.size();
    if (cycles < 3) {
      System.out.println("too short for a verdict: it takes three cycles");
      return false;
    }
    int middle = 1 + (cycles - 1) / 2;
    boolean allFlat = true;
    for (int i = 0; i < MEASURES.length; i++) {
      long before = least(i, 1, middle);
      long after = least(i, middle, cycles);
      boolean flat = after - before <= SLACK[i];
      allFlat &= flat;
      System.out.printf(
          "%-12s %,d, then %,d: %s (may rise by %,d)%n",
          MEASURES[i], before, after, flat ? "flat" : "NOT FLAT", SLACK[i]);
    }
    return allFlat;
  }

  private long least(int measure, int from, int to) {
    long least = Long.MAX_VALUE;
    for (int cycle = from; cycle < to; cycle++) {
      least = Math.min(least, lowest.get(cycle)[measure]);
    }
    return least;
  }

  private boolean account(long requests) throws IOException, InterruptedException {
    String said = service.end();
    System.out.printf("agent: %s%n", said);
    SpanLine line = SpanLine.parse(said);
    long received = collector.spans();
    boolean exact =
        line.ended() == 3 * requests && line.ended() == line.exported() + line.dropped();
    System.out.printf(
        "%,d requests, so %,d spans; %,d exported and %,d dropped by reason; %,d received: %s%n",
        requests,
        3 * requests,
        line.exported(),
        line.dropped(),
        received,
        exact && received >= line.exported() ? "exact" : "NOT EXACT");
    return exact && received >= line.exported();
  }
}
