package dev.weft.agent.live;

import java.io.File;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configuration file every few seconds, and has it read again when it has changed and
 * stayed so for a moment: whoever writes it may have begun with emptying it. The time of a symbolic
 * link's target counts, so a volume that is swapped as a whole is noticed.
 */
public final class FileWatch implements Runnable {
  private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final File file;
  private final SamplingControl control;
  private final long intervalNanos;
  private long modified;
  private long length;
  private boolean read = true;

  /** A watch over a file that has been read just now. */
  public FileWatch(File file, SamplingControl control, long intervalMillis) {
    this.file = file;
    this.control = control;
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    this.modified = file.lastModified();
    this.length = file.length();
  }

  /** Never returns; for a daemon. */
  @Override
  public void run() {
    while (true) {
      // Whoever interrupted this thread did not mean us, and park() would return at once.
      Thread.interrupted();
      LockSupport.parkNanos(this, read ? intervalNanos : Math.min(intervalNanos, SETTLING_NANOS));
      try {
        look();
      } catch (Throwable t) {
        LoggerFactory.getLogger(FileWatch.class).warn("the configuration file: {}", t.toString());
      }
    }
  }

  /** Reads the file if it is another one than what was read, and the same as at the last look. */
  void look() {
    long nowModified = file.lastModified();
    long nowLength = file.length();
    if (nowModified != modified || nowLength != length) {
      modified = nowModified;
      length = nowLength;
      read = false;
    } else if (!read) {
      read = true;
      read();
    }
  }

  private void read() {
    try {
      control.readFileAgain();
    } catch (IllegalArgumentException e) {
      LoggerFactory.getLogger("dev.weft.sampler")
          .warn("sampling stays as it was: {}", e.getMessage());
    }
  }
}
