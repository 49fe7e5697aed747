package dev.weft.instrumentation.grpc;

import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.opentelemetry.context.Context;

/** Calls the application back in the context of its call's operation. */
final class TracedServerListener<Q> extends SimpleForwardingServerCallListener<Q> {
  private final TracedServerCall<Q, ?> call;

  TracedServerListener(ServerCall.Listener<Q> listener, TracedServerCall<Q, ?> call) {
    super(listener);
    this.call = call;
  }

  @Override
  public void onMessage(Q message) {
    Context previous = call.enter();
    try {
      delegate().onMessage(message);
    } catch (Throwable thrown) {
      fail(thrown);
      throw thrown;
    } finally {
      call.leave(previous);
    }
  }

  @Override
  public void onHalfClose() {
    Context previous = call.enter();
    try {
      delegate().onHalfClose();
    } catch (Throwable thrown) {
      fail(thrown);
      throw thrown;
    } finally {
      call.leave(previous);
    }
  }

  @Override
  public void onReady() {
    Context previous = call.enter();
    try {
      delegate().onReady();
    } catch (Throwable thrown) {
      fail(thrown);
      throw thrown;
    } finally {
      call.leave(previous);
    }
  }

  /** The client has cancelled the call, or its time is over, or the connection is gone. */
  @Override
  public void onCancel() {
    Context previous = call.enter();
    try {
      delegate().onCancel();
    } finally {
      call.decided(statusOfCancellation(), null);
      call.leave(previous);
    }
  }

  /** The call is over. Has the application not closed it, the library has, for what went wrong. */
  @Override
  public void onComplete() {
    Context previous = call.enter();
    try {
      delegate().onComplete();
    } finally {
      call.decided(Status.UNKNOWN, null);
      call.leave(previous);
    }
  }

  /** What the library makes of exceptions that leave a callback, whatever they are. */
  private void fail(Throwable thrown) {
    call.decided(Status.UNKNOWN, thrown);
  }

  private static Status statusOfCancellation() {
    Status status = Contexts.statusFromCancelled(io.grpc.Context.current());
    return status == null ? Status.CANCELLED : status;
  }
}
