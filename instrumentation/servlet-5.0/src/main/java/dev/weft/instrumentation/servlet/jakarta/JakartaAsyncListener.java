package dev.weft.instrumentation.servlet.jakarta;

import dev.weft.instrumentation.servlet.AsyncEnd;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Tells an {@link AsyncEnd} what the container says. */
final class JakartaAsyncListener implements AsyncListener {
  private final AsyncEnd<?> end;

  JakartaAsyncListener(AsyncEnd<?> end) {
    this.end = end;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end.completed();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The application's listeners or the container answer and complete the request.
  }

  @Override
  public void onError(AsyncEvent event) {
    end.failed(event.getThrowable());
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Asynchronous again after a dispatch: by then the container has forgotten all listeners.
    event.getAsyncContext().addListener(this);
  }
}
