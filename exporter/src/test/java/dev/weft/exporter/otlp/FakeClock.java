package dev.weft.exporter.otlp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Time that runs by itself, for sockets, and jumps over every pause. */
final class FakeClock implements Clock {

  private final List<Long> pauses = Collections.synchronizedList(new ArrayList<>());
  private volatile long skipped;

  @Override
  public long nanoTime() {
    return System.nanoTime() + skipped;
  }

  @Override
  public void park(long nanos) {
    pauses.add(TimeUnit.NANOSECONDS.toMillis(nanos));
    skipped += nanos;
  }

  List<Long> pausesInMillis() {
    return List.copyOf(pauses);
  }
}
