package dev.weft.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.rpc.CallShape;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InProcessTransportTest extends GrpcContract {
  private String name = "";

  @Override
  ServerBuilder<?> newServer() {
    name = UUID.randomUUID().toString();
    return InProcessServerBuilder.forName(name);
  }

  @Override
  ManagedChannelBuilder<?> newChannel(Server started) {
    return InProcessChannelBuilder.forName(name);
  }

  @Override
  ManagedChannelBuilder<?> newChannelToNobody() {
    return InProcessChannelBuilder.forName("nobody");
  }

  @Test
  void endsTheSpanOfACallWhoseExecutorIsGone() throws Exception {
    CallOptions options = CallOptions.DEFAULT.withExecutor(task -> {});
    ClientCall<String, String> call = newCall(CallShape.UNARY, false, options);
    stream(call, CallShape.UNARY, "hello");
    assertThat(service.hanging.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    call.cancel("contract", null);

    weft.awaitSpans(2);
  }
}
