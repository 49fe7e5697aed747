package dev.weft.testing.executor;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Requests that a test plays: each is a context with the request's name in it. */
public final class Requests {
  private static final ContextKey<String> NAME = ContextKey.named("request");

  private Requests() {}

  /** Code of a test. */
  @FunctionalInterface
  public interface Code {
    void run() throws Exception;
  }

  /** A new context of the request of this name. */
  public static Context context(String request) {
    return Context.root().with(NAME, request);
  }

  /** Calls it as if within the request of the given name. */
  public static <T> T call(String request, Callable<T> code) throws Exception {
    try (Scope unused = context(request).makeCurrent()) {
      return code.call();
    }
  }

  /** Runs it as if within the request of the given name. */
  public static void run(String request, Code code) throws Exception {
    try (Scope unused = context(request).makeCurrent()) {
      code.run();
    }
  }

  /** The request in whose context this is called; null in the root context. */
  public static @Nullable String current() {
    return Context.current().get(NAME);
  }
}
