package dev.weft.exporter.otlp;

import java.util.concurrent.locks.LockSupport;

/** Time as the sender sees it; tests have their own. */
interface Clock {

  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
          LockSupport.parkNanos(this, nanos);
        }
      };

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /** Waits for that long, until unparked, or for no reason at all. */
  void park(long nanos);
}
