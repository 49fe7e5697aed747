package dev.weft.sampler;

/** Tells time for rates: nanoseconds from any origin, as {@link System#nanoTime} does. */
public interface NanoClock {

  /** The JVM's. */
  NanoClock SYSTEM =
      new NanoClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }
      };

  /** Now. Only differences mean something. */
  long nanos();
}
