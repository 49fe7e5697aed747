package dev.weft.testing.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells in which requests the functions of a chain have been called. */
public final class Probe {
  private static final ContextKey<String> REQUEST = ContextKey.named("request");

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Semaphore finished = new Semaphore(0);

  /** Runs an action as if within the request of the given name. */
  public static void within(String request, Runnable action) {
    try (Scope unused = contextOf(request).makeCurrent()) {
      action.run();
    }
  }

  /** Runs an action on another thread, within another request, and waits for its end. */
  public static void elsewhere(Runnable action) {
    Thread thread = new Thread(() -> within("another", action));
    thread.start();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The context of a request of the given name. */
  public static Context contextOf(String request) {
    return Context.root().with(REQUEST, request);
  }

  /** The name of the request in whose context this is called; {@code none} in the root context. */
  public static String request() {
    String request = Context.current().get(REQUEST);
    return request == null ? "none" : request;
  }

  /** A function of the chain is called. */
  public void look() {
    seen.add(request());
  }

  /** A function of the chain is called, with or for this value. */
  public <T> T look(T value) {
    look();
    return value;
  }

  /** A subscription of the chain has come to its end. */
  public void finished() {
    finished.release();
  }

  /** The requests that the functions have seen, once so many subscriptions are finished. */
  public List<String> await(int subscriptions) {
    try {
      assertThat(finished.tryAcquire(subscriptions, 10, TimeUnit.SECONDS))
          .as("finished; seen so far: %s", seen)
          .isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new ArrayList<>(seen);
  }
}
