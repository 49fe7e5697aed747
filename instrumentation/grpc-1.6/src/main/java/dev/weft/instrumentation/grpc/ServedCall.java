package dev.weft.instrumentation.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;

/** A call as a server has received it. */
final class ServedCall {
  final ServerCall<?, ?> call;
  final Metadata headers;

  ServedCall(ServerCall<?, ?> call, Metadata headers) {
    this.call = call;
    this.headers = headers;
  }
}
