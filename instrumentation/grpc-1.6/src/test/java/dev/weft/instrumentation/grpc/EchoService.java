package dev.weft.instrumentation.grpc;

import dev.weft.testing.rpc.CallFailure;
import dev.weft.testing.rpc.CallShape;
import dev.weft.testing.rpc.ContractService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The contract's service, with methods of every shape that answer and that do not. */
final class EchoService {
  private static final Context.Key<Metadata> HEADERS = Context.key("headers");

  private final ContractService service;

  /** Released whenever a call has come that will not be answered. */
  final Semaphore hanging = new Semaphore(0);

  EchoService(ContractService service) {
    this.service = service;
  }

  static MethodDescriptor<String, String> method(CallShape shape, boolean answers) {
    MethodType type =
        switch (shape) {
          case UNARY -> MethodType.UNARY;
          case CLIENT_STREAMING -> MethodType.CLIENT_STREAMING;
          case SERVER_STREAMING -> MethodType.SERVER_STREAMING;
          case BIDIRECTIONAL -> MethodType.BIDI_STREAMING;
        };
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName("contract.Echo/" + (answers ? "Answer" : "Hang") + shape)
        .setRequestMarshaller(new TextMarshaller())
        .setResponseMarshaller(new TextMarshaller())
        .build();
  }

  ServerServiceDefinition definition() {
    ServerServiceDefinition methods =
        ServerServiceDefinition.builder("contract.Echo")
            .addMethod(
                method(CallShape.UNARY, true),
                ServerCalls.asyncUnaryCall((String q, StreamObserver<String> r) -> answer(q, r, 1)))
            .addMethod(
                method(CallShape.SERVER_STREAMING, true),
                ServerCalls.asyncServerStreamingCall(
                    (String q, StreamObserver<String> r) -> answer(q, r, 2)))
            .addMethod(
                method(CallShape.CLIENT_STREAMING, true),
                ServerCalls.asyncClientStreamingCall(r -> new Answering(r, 1)))
            .addMethod(
                method(CallShape.BIDIRECTIONAL, true),
                ServerCalls.asyncBidiStreamingCall(r -> new Answering(r, 2)))
            .addMethod(
                method(CallShape.UNARY, false),
                ServerCalls.asyncUnaryCall((String q, StreamObserver<String> r) -> hang()))
            .addMethod(
                method(CallShape.SERVER_STREAMING, false),
                ServerCalls.asyncServerStreamingCall(
                    (String q, StreamObserver<String> r) -> hang()))
            .addMethod(
                method(CallShape.CLIENT_STREAMING, false),
                ServerCalls.asyncClientStreamingCall(r -> hang()))
            .addMethod(
                method(CallShape.BIDIRECTIONAL, false),
                ServerCalls.asyncBidiStreamingCall(r -> hang()))
            .build();
    return ServerInterceptors.intercept(methods, new KeepHeaders());
  }

  private void answer(String request, StreamObserver<String> responses, int times) {
    Answering answering = new Answering(responses, times);
    answering.onNext(request);
    answering.onCompleted();
  }

  private StreamObserver<String> hang() {
    hanging.release();
    return new Ignoring();
  }

  private static List<String> header(String name) {
    List<String> values = new ArrayList<>();
    Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    Iterable<String> found = HEADERS.get().getAll(key);
    if (found != null) {
      found.forEach(values::add);
    }
    return values;
  }

  private static class Ignoring implements StreamObserver<String> {
    @Override
    public void onNext(String request) {}

    @Override
    public void onError(Throwable cancelled) {}

    @Override
    public void onCompleted() {}
  }

  /** Answers the last request, or every one where responses are a stream. */
  private final class Answering extends Ignoring {
    private final StreamObserver<String> responses;
    private final int times;
    private String last = "";
    private boolean failed;

    Answering(StreamObserver<String> responses, int times) {
      this.responses = responses;
      this.times = times;
    }

    @Override
    public void onNext(String request) {
      try {
        last = service.answer(request, EchoService::header);
      } catch (CallFailure failure) {
        failed = true;
        Status status = Status.Code.valueOf(failure.status()).toStatus();
        responses.onError(status.withCause(failure.getCause()).asRuntimeException());
        return;
      }
      for (int i = 1; i < times; i++) {
        responses.onNext(last);
      }
    }

    @Override
    public void onCompleted() {
      if (!failed) {
        responses.onNext(last);
        responses.onCompleted();
      }
    }
  }

  private static final class KeepHeaders implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      Context context = Context.current().withValue(HEADERS, headers);
      return Contexts.interceptCall(context, call, headers, next);
    }
  }

  private static final class TextMarshaller implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String text) {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
