package dev.weft.instrumentation.grpc;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.ServerBuilder;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** gRPC on all transports. */
public final class GrpcModule implements InstrumentationModule {
  static final String NAME = "grpc-1.6";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("grpc");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Below all of the application's interceptors, above retries and hedging: what is sent is what
    // they leave, and a call passes once however often it is tried.
    module.advise(
        named("io.grpc.internal.ManagedChannelImpl$RealChannel"),
        method("newCall").parameters("io.grpc.MethodDescriptor", "io.grpc.CallOptions"),
        NewCall.class);
    // The first argument is the builder, whose class has had several names.
    module.advise(named("io.grpc.internal.ServerImpl"), constructor(), NewServer.class);
  }

  static final class NewCall {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable ClientCall<?, ?> exit(
        @Advice.This Channel channel,
        @Advice.Argument(0) MethodDescriptor<?, ?> method,
        @Advice.Return @Nullable ClientCall<?, ?> call) {
      return call == null ? null : new TracedClientCall<>(call, method, channel);
    }
  }

  static final class NewServer {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) ServerBuilder<?> builder) {
      TracingInterceptor.addTo(builder);
    }
  }
}
