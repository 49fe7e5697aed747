package dev.weft.sampler.rescue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The fragments that have no verdict yet, in a ring: each takes the next slot, so that the order of
 * slots is that of age, and leaves it without searching. Lock-free.
 */
final class LiveFragments {
  static final int NO_SLOT = -1;

  private static final int CAPACITY = 8192;

  /** How many slots are looked at for one that can be had. */
  private static final int TRIES = 16;

  /** How many slots are looked at for a fragment that may give way. */
  private static final int SEARCH = 1024;

  private final AtomicReferenceArray<@Nullable Fragment> slots =
      new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong();

  /**
   * Enters a fragment.
   *
   * @param slowNanos from what age on a fragment does not give way
   * @return the one that gave way: null, one that stood in the slot, or the new one itself if the
   *     ring is full of suspects
   */
  @Nullable Fragment add(Fragment fragment, long nowNanos, long slowNanos) {
    for (int i = 0; i < TRIES; i++) {
      int slot = index(next.getAndIncrement());
      Fragment holder = slots.get(slot);
      if (holder == null || !holder.isSuspect(nowNanos, slowNanos)) {
        // Known before it can be found: whoever closes the fragment clears the slot.
        fragment.setSlot(slot);
        if (slots.compareAndSet(slot, holder, fragment)) {
          return holder;
        }
      }
    }
    fragment.setSlot(NO_SLOT);
    return fragment;
  }

  void remove(Fragment fragment) {
    int slot = fragment.slot();
    if (slot != NO_SLOT) {
      slots.compareAndSet(slot, fragment, null);
    }
  }

  /** The oldest fragment that nothing is wrong with so far, or null if none is found in time. */
  @Nullable Fragment oldestFast(long nowNanos, long slowNanos) {
    long end = next.get();
    long start = Math.max(oldest.get(), end - CAPACITY);
    for (long i = start; i < end && i < start + SEARCH; i++) {
      Fragment fragment = slots.get(index(i));
      if (fragment != null && fragment.isOpen() && !fragment.isSuspect(nowNanos, slowNanos)) {
        // The suspects that are passed over have their turn when the ring has come round.
        oldest.set(i);
        return fragment;
      }
    }
    oldest.set(start + SEARCH < end ? start + SEARCH : end - CAPACITY);
    return null;
  }

  int capacity() {
    return CAPACITY;
  }

  /** The fragment in a slot, if there is one. */
  @Nullable Fragment at(int slot) {
    return slots.get(slot);
  }

  private static int index(long ticket) {
    return (int) (ticket & (CAPACITY - 1));
  }
}
