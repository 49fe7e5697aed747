package dev.weft.instrumentation.grpc;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.context.Context;

/**
 * Calls the application back in the context of its call's start. The operation has ended when the
 * application hears of the outcome.
 */
@SuppressWarnings("MustBeClosedChecker") // each last line restores, whatever the application leaves
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
    Context previous = Context.current();
    caller.makeCurrent();
    try {
      delegate().onHeaders(headers);
    } finally {
      previous.makeCurrent();
    }
  }

  @Override
  public void onMessage(R message) {
    Context previous = Context.current();
    caller.makeCurrent();
    try {
      delegate().onMessage(message);
    } finally {
      previous.makeCurrent();
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    call.end(status, status.getCause());
    Context previous = Context.current();
    caller.makeCurrent();
    try {
      delegate().onClose(status, trailers);
    } finally {
      previous.makeCurrent();
    }
  }

  @Override
  public void onReady() {
    Context previous = Context.current();
    caller.makeCurrent();
    try {
      delegate().onReady();
    } finally {
      previous.makeCurrent();
    }
  }
}
