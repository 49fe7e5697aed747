package dev.weft.tracing.rpc;

import io.opentelemetry.api.trace.SpanKind;

/** A system of remote calls, as the conventions tell them apart. */
public enum RpcSystem {
  /** gRPC, on whatever transport. */
  GRPC("grpc") {
    /**
     * To a client every status but OK is an error, to a server only those that speak of the server
     * (conventions for gRPC, "Status").
     */
    @Override
    boolean isError(SpanKind side, String status) {
      switch (status) {
        case "UNKNOWN":
        case "DEADLINE_EXCEEDED":
        case "UNIMPLEMENTED":
        case "INTERNAL":
        case "UNAVAILABLE":
        case "DATA_LOSS":
          return true;
        default:
          return side == SpanKind.CLIENT && !status.equals("OK");
      }
    }
  };

  private final String id;

  RpcSystem(String id) {
    this.id = id;
  }

  /** The value of {@code rpc.system.name}. */
  String id() {
    return id;
  }

  /** Whether a call that ends with this status has failed, seen from one side. */
  abstract boolean isError(SpanKind side, String status);
}
