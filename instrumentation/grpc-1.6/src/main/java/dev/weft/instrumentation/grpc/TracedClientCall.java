package dev.weft.instrumentation.grpc;

import dev.weft.tracing.rpc.RpcClientOperation;
import dev.weft.weaver.link.AdviceFailures;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A call whose operation lasts from its start to its status, or until it is cancelled. */
final class TracedClientCall<Q, R> extends SimpleForwardingClientCall<Q, R> {
  private final MethodDescriptor<?, ?> method;
  private final Channel channel;

  // Written when the call starts, before anybody else can have an interest in it.
  private @Nullable RpcClientOperation<?> operation;

  TracedClientCall(ClientCall<Q, R> call, MethodDescriptor<?, ?> method, Channel channel) {
    super(call);
    this.method = method;
    this.channel = channel;
  }

  String method() {
    return method.getFullMethodName();
  }

  @Nullable String authority() {
    return channel.authority();
  }

  @Override
  public void start(Listener<R> listener, Metadata headers) {
    Context caller = Context.current();
    // Whoever starts a call twice is told by the library.
    RpcClientOperation<?> begun = operation == null ? begin(headers) : null;
    if (begun == null) {
      delegate().start(listener, headers);
      return;
    }
    operation = begun;
    try {
      delegate().start(new TracedClientListener<>(listener, this, caller), headers);
    } catch (Throwable thrown) {
      end(Status.fromThrowable(thrown), thrown);
      throw thrown;
    } finally {
      begun.detach();
    }
  }

  private @Nullable RpcClientOperation<?> begin(Metadata headers) {
    RpcClientOperation<?> begun = null;
    try {
      begun = ClientCallGetter.TRACING.start(this);
      if (begun != null) {
        begun.inject(headers, TraceHeaders.SETTER);
      }
    } catch (Throwable broken) {
      // The application calls this, and its call must go out all the same.
      AdviceFailures.report(GrpcModule.NAME, broken);
    }
    return begun;
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    try {
      delegate().cancel(message, cause);
    } finally {
      // The listener will hear of it, unless its executor has been shut down.
      end(Status.CANCELLED, cause);
    }
  }

  void end(Status status, @Nullable Throwable thrown) {
    RpcClientOperation<?> ended = operation;
    if (ended == null) {
      return;
    }
    try {
      ended.end(status.getCode().name(), thrown);
    } catch (Throwable broken) {
      AdviceFailures.report(GrpcModule.NAME, broken);
    }
  }
}
