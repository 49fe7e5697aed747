package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Objects that nobody should hold any more. */
public final class Collectable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final List<WeakReference<Object>> objects = new ArrayList<>();

  /** One more, which the caller has to forget. */
  public void add(Object object) {
    objects.add(new WeakReference<>(object));
  }

  /** Asserts that all are gone after some garbage collections. */
  public void assertCollected() throws Exception {
    assertCollectedBetween(() -> {});
  }

  /**
   * Asserts that all are gone after some garbage collections, with the given code between them: who
   * holds an object's like may let go of it the next time it has something to do.
   */
  public void assertCollectedBetween(Requests.Code code) throws Exception {
    // A collector may need several rounds for what has grown old, and a thread that has done the
    // last task with an object its time until it lets go.
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (alive() > 0 && System.nanoTime() - deadline < 0) {
      System.gc();
      code.run();
    }
    assertThat(alive()).as("objects that something still holds").isZero();
  }

  /** How many are still there. */
  public long alive() {
    return objects.stream().filter(reference -> reference.get() != null).count();
  }
}
