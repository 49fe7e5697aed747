package dev.weft.instrumentation.guava;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what Guava logs off the console. */
final class Quiet implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final Handler[] handlers = ROOT.getHandlers();

  private Quiet() {}

  static Quiet recording(List<String> messages) {
    Quiet quiet = new Quiet();
    Filter recorder =
        (LogRecord logged) -> {
          messages.add(logged.getMessage());
          return false;
        };
    for (Handler handler : quiet.handlers) {
      handler.setFilter(recorder);
    }
    return quiet;
  }

  @Override
  public void close() {
    for (Handler handler : handlers) {
      handler.setFilter(null);
    }
  }
}
