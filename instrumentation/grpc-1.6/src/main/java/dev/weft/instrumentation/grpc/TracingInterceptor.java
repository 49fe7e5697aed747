package dev.weft.instrumentation.grpc;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.rpc.RpcServerOperation;
import dev.weft.weaver.link.AdviceFailures;
import io.grpc.Metadata;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/** The outermost of a server's interceptors: what the others do belongs to the call. */
final class TracingInterceptor implements ServerInterceptor {
  private static final TracingInterceptor INSTANCE = new TracingInterceptor();

  /** Those that have it, for a builder may build more than one server. */
  private static final WeakMap<ServerBuilder<?>, Boolean> BUILDERS = new WeakMap<>();

  private TracingInterceptor() {}

  /** Makes it the last that a server's builder is given, which makes it the first to be called. */
  static void addTo(ServerBuilder<?> builder) {
    if (BUILDERS.putIfAbsent(builder, Boolean.TRUE) == null) {
      builder.intercept(INSTANCE);
    }
  }

  @Override
  public <Q, R> ServerCall.@Nullable Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    RpcServerOperation<?> operation = start(call, headers);
    return operation == null
        ? next.startCall(call, headers)
        : new TracedServerCall<>(call, operation).serve(next, headers);
  }

  private static @Nullable RpcServerOperation<?> start(ServerCall<?, ?> call, Metadata headers) {
    try {
      return ServedCallGetter.TRACING.start(new ServedCall(call, headers));
    } catch (Throwable broken) {
      // The library calls this, and the call must be served all the same.
      AdviceFailures.report(GrpcModule.NAME, broken);
      return null;
    }
  }
}
