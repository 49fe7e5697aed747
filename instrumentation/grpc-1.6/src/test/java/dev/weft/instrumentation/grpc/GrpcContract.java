package dev.weft.instrumentation.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.rpc.CallFailure;
import dev.weft.testing.rpc.CallShape;
import dev.weft.testing.rpc.RpcContract;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on one of gRPC's transports. */
abstract class GrpcContract extends RpcContract {
  private static final Metadata.Key<String> TRACEPARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  final EchoService service = new EchoService(SERVICE);
  private final List<Span> inInterceptor = new CopyOnWriteArrayList<>();
  private Server server;
  private ManagedChannel channel;

  /** A builder of servers. */
  abstract ServerBuilder<?> newServer();

  /** A builder of channels to a server. */
  abstract ManagedChannelBuilder<?> newChannel(Server started);

  /** A builder of channels to a server that is not there. */
  abstract ManagedChannelBuilder<?> newChannelToNobody() throws Exception;

  @BeforeEach
  void start() throws Exception {
    server = newServer().addService(service.definition()).intercept(new Noting()).build().start();
    channel = newChannel(server).build();
  }

  @AfterEach
  void stop() throws InterruptedException {
    channel.shutdownNow();
    server.shutdownNow();
    assertThat(channel.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  protected String system() {
    return "grpc";
  }

  @Override
  protected String method(CallShape shape) {
    return "contract.Echo/Answer" + shape;
  }

  @Override
  protected List<String> call(CallShape shape, String request) throws CallFailure {
    return call(channel, shape, request);
  }

  private List<String> call(Channel to, CallShape shape, String request) throws CallFailure {
    try {
      return switch (shape) {
        case UNARY ->
            List.of(
                ClientCalls.blockingUnaryCall(
                    to, EchoService.method(shape, true), CallOptions.DEFAULT, request));
        case SERVER_STREAMING -> {
          List<String> answers = new ArrayList<>();
          Iterator<String> responses =
              ClientCalls.blockingServerStreamingCall(
                  to, EchoService.method(shape, true), CallOptions.DEFAULT, request);
          responses.forEachRemaining(answers::add);
          yield answers;
        }
        default -> stream(newCall(shape, true, CallOptions.DEFAULT), shape, request).await();
      };
    } catch (StatusRuntimeException e) {
      throw new CallFailure(e.getStatus().getCode().name(), e);
    }
  }

  final ClientCall<String, String> newCall(CallShape shape, boolean answers, CallOptions with) {
    return channel.newCall(EchoService.method(shape, answers), with);
  }

  /** Starts a call and sends all it has to. */
  static RecordingListener stream(
      ClientCall<String, String> call, CallShape shape, String request) {
    RecordingListener listener = new RecordingListener();
    call.start(listener, new Metadata());
    call.request(Integer.MAX_VALUE);
    call.sendMessage(request);
    if (shape == CallShape.CLIENT_STREAMING || shape == CallShape.BIDIRECTIONAL) {
      call.sendMessage(request);
    }
    call.halfClose();
    return listener;
  }

  @Override
  protected List<String> callWithHeader(String request, String name, String value)
      throws CallFailure {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    Channel attaching =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    return call(attaching, CallShape.UNARY, request);
  }

  @Override
  protected List<String> callUntilDeadline(CallShape shape) throws CallFailure {
    // What the first call of all has to do first takes longer than the deadline may.
    call(shape, "hello");
    weft.awaitIdle();
    weft.clear();
    CallOptions brief = CallOptions.DEFAULT.withDeadlineAfter(1, TimeUnit.SECONDS);
    return stream(newCall(shape, false, brief), shape, "hello").await();
  }

  @Override
  protected void callAndCancel(CallShape shape) throws Exception {
    ClientCall<String, String> call = newCall(shape, false, CallOptions.DEFAULT);
    RecordingListener listener = stream(call, shape, "hello");
    assertThat(service.hanging.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    call.cancel("contract", null);
    try {
      listener.await();
    } catch (CallFailure failure) {
      assertThat(failure.status()).isEqualTo("CANCELLED");
    }
  }

  @Override
  protected List<Span> spansInCallbacks(CallShape shape) throws Exception {
    RecordingListener listener = stream(newCall(shape, true, CallOptions.DEFAULT), shape, "hello");
    listener.await();
    return listener.spans;
  }

  @Override
  protected List<String> callNobody() throws CallFailure {
    ManagedChannel nowhere;
    try {
      nowhere = newChannelToNobody().build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    try {
      return call(nowhere, CallShape.UNARY, "hello");
    } finally {
      nowhere.shutdownNow();
    }
  }

  @Test
  void isAroundTheServersInterceptors() throws Exception {
    call(CallShape.UNARY, "hello");

    SpanData span = only(weft.awaitSpans(3), SpanKind.SERVER);
    assertThat(inInterceptor)
        .extracting(noted -> noted.getSpanContext().getSpanId())
        .containsExactly(span.getSpanId());
  }

  @Test
  void makesOneSpanOfACallToTheSecondServerOfABuilder() throws Exception {
    ServerBuilder<?> builder = newServer().addService(service.definition());
    builder.build();
    Server second = builder.build().start();
    ManagedChannel toSecond = newChannel(second).build();
    try {
      assertThat(call(toSecond, CallShape.UNARY, "hello")).containsExactly("re: hello");
      only(weft.awaitSpans(3), SpanKind.SERVER);
    } finally {
      toSecond.shutdownNow();
      second.shutdownNow();
    }
  }

  @Test
  void replacesWhatAnInterceptorOfTheChannelSends() throws Exception {
    Metadata headers = new Metadata();
    headers.put(TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    ManagedChannel attaching =
        newChannel(server).intercept(MetadataUtils.newAttachHeadersInterceptor(headers)).build();
    try {
      List<String> seen = call(attaching, CallShape.UNARY, "header:traceparent");
      assertThat(seen).singleElement().asString().doesNotContain("0af7651916cd43dd", "|");
      weft.awaitSpans(3);
    } finally {
      attaching.shutdownNow();
    }
  }

  /** One of the application's, which sees what is current where it stands. */
  private final class Noting implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      inInterceptor.add(Span.current());
      return next.startCall(call, headers);
    }
  }
}
