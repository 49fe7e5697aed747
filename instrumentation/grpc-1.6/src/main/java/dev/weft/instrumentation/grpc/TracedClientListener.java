package dev.weft.instrumentation.grpc;

import dev.weft.tracing.EnteredContext;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.context.Context;

/**
 * Calls the application back in the context of its call's start. The operation has ended when the
 * application hears of the outcome.
 */
final class TracedClientListener<R> extends SimpleForwardingClientCallListener<R> {
  private final TracedClientCall<?, R> call;
  private final Context caller;

  TracedClientListener(
      ClientCall.Listener<R> listener, TracedClientCall<?, R> call, Context caller) {
    super(listener);
    this.call = call;
    this.caller = caller;
  }

  @Override
  public void onHeaders(Metadata headers) {
    Context previous = EnteredContext.enter(caller);
    try {
      delegate().onHeaders(headers);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void onMessage(R message) {
    Context previous = EnteredContext.enter(caller);
    try {
      delegate().onMessage(message);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    call.end(status, status.getCause());
    Context previous = EnteredContext.enter(caller);
    try {
      delegate().onClose(status, trailers);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void onReady() {
    Context previous = EnteredContext.enter(caller);
    try {
      delegate().onReady();
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
