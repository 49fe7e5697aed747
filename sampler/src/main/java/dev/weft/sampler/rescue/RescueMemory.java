package dev.weft.sampler.rescue;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the fragments without a verdict hold together. Taken in chunks, so that a short
 * request touches the shared count twice.
 */
final class RescueMemory {
  static final int CHUNK = 2048;

  private final Rescue rescue;
  private final AtomicLong used = new AtomicLong();

  RescueMemory(Rescue rescue) {
    this.rescue = rescue;
  }

  /** A fragment begins; its first chunk is for what has not ended yet. */
  void open(Fragment fragment) {
    take(fragment, 1);
  }

  /** The list of a fragment's ended spans has grown. */
  void grow(Fragment fragment, int bytesBefore, int bytesNow) {
    int more = chunks(bytesNow) - chunks(bytesBefore);
    if (more > 0) {
      take(fragment, more);
    }
  }

  /** A fragment has its verdict, and its list is closed. */
  void release(int bytes) {
    used.addAndGet(-(long) chunks(bytes) * CHUNK);
  }

  long used() {
    return used.get();
  }

  private void take(Fragment fragment, int chunks) {
    if (used.addAndGet((long) chunks * CHUNK) > rescue.settings().memoryBytes()) {
      rescue.makeRoom(fragment);
    }
  }

  private static int chunks(int bytes) {
    return 1 + bytes / CHUNK;
  }
}
