package dev.weft.tracing.rpc;

import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.RpcAttributes.RPC_STATUS_CODE;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.Failures;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A call, seen from one of its sides.
 *
 * @param <Q> the call
 */
public abstract class RpcOperation<Q> extends Operation {
  private final RpcSystem system;
  private final SpanKind side;
  private final RpcGetter<Q> getter;

  // Contexts may be kept long after the call; the call must not be kept by them.
  private @Nullable Q call;

  RpcOperation(
      Tracing tracing,
      Span span,
      Context parent,
      ContextKey<?> key,
      RpcSystem system,
      SpanKind side,
      RpcGetter<Q> getter,
      Q call) {
    super(tracing, span, parent, key);
    this.system = system;
    this.side = side;
    this.getter = getter;
    this.call = call;
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param status the system's name of the call's status, {@code NOT_FOUND}
   * @param thrown what led to that status, as far as this side knows it; recorded if the status is
   *     an error to this side
   */
  public final void end(String status, @Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(status, thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(String status, @Nullable Throwable thrown) {
    Q ended = call;
    call = null;
    try {
      if (ended != null && span().isRecording()) {
        writeOutcome(ended, status, thrown);
      }
    } finally {
      span().end();
    }
  }

  private void writeOutcome(Q ended, String status, @Nullable Throwable thrown) {
    TracingSettings settings = tracing().settings();
    AttributeWriter attributes = AttributeWriter.to(span(), settings);
    attributes.put(RPC_STATUS_CODE, status);
    if (system.isError(side, status)) {
      if (thrown != null) {
        Failures.addEvent(span(), thrown, settings.attributeValueLimit());
      }
      Failures.markFailed(span(), status);
    }
    // Last: it is the library that is asked here, and about a connection that may be gone.
    String peer = getter.peerAddress(ended);
    if (peer != null) {
      attributes.put(NETWORK_PEER_ADDRESS, peer);
      attributes.putPort(NETWORK_PEER_PORT, getter.peerPort(ended));
    }
  }
}
