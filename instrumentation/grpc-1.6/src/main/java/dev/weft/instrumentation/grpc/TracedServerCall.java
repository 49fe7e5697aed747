package dev.weft.instrumentation.grpc;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.rpc.RpcServerOperation;
import dev.weft.weaver.link.AdviceFailures;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A call whose operation ends when the application closes it or the client is not interested any
 * more; if that happens inside one of the application's callbacks, when the callback returns.
 */
final class TracedServerCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
  private final RpcServerOperation<?> operation;

  /** The thread on which a callback runs; there is one callback at a time. */
  private volatile @Nullable Thread calling;

  // The outcome as a callback has made it. Touched by its thread only.
  private @Nullable Status outcome;
  private @Nullable Throwable cause;

  TracedServerCall(ServerCall<Q, R> call, RpcServerOperation<?> operation) {
    super(call);
    this.operation = operation;
  }

  /** Lets the application take the call, in the operation's context, which is current. */
  ServerCall.@Nullable Listener<Q> serve(ServerCallHandler<Q, R> next, Metadata headers) {
    calling = Thread.currentThread();
    try {
      ServerCall.Listener<Q> listener = next.startCall(this, headers);
      if (listener == null) {
        // The library does not take this for an answer.
        decided(Status.UNKNOWN, null);
        return null;
      }
      return new TracedServerListener<>(listener, this);
    } catch (Throwable thrown) {
      decided(Status.fromThrowable(thrown), thrown);
      throw thrown;
    } finally {
      operation.detach();
      settle();
    }
  }

  // In the first versions, the class above does not forward this one.
  @Override
  public @Nullable String getAuthority() {
    return delegate().getAuthority();
  }

  @Override
  public void close(Status status, Metadata trailers) {
    delegate().close(status, trailers);
    if (calling == Thread.currentThread()) {
      decided(status, status.getCause());
    } else {
      end(status, status.getCause());
    }
  }

  /** A callback begins, in the operation's context; answers what {@link #leave} restores. */
  @Nullable Context enter() {
    Context previous = EnteredContext.enter(operation.context());
    calling = Thread.currentThread();
    return previous;
  }

  /** The callback that runs has brought the call's end about. What came first counts. */
  void decided(Status status, @Nullable Throwable thrown) {
    if (outcome == null) {
      outcome = status;
      cause = thrown;
    }
  }

  /** The callback returns. */
  void leave(@Nullable Context previous) {
    EnteredContext.leave(previous);
    settle();
  }

  private void settle() {
    calling = null;
    Status decided = outcome;
    if (decided != null) {
      end(decided, cause);
    }
  }

  private void end(Status status, @Nullable Throwable thrown) {
    try {
      operation.end(status.getCode().name(), thrown);
    } catch (Throwable broken) {
      // The library and the application call this, and have to go on.
      AdviceFailures.report(GrpcModule.NAME, broken);
    }
  }
}
