package dev.weft.instrumentation.grpc;

import dev.weft.testing.rpc.CallFailure;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Keeps what a call brings, and the span that was current in each callback. */
final class RecordingListener extends ClientCall.Listener<String> {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Status> closed = new CompletableFuture<>();

  final List<Span> spans = new CopyOnWriteArrayList<>();

  @Override
  public void onHeaders(Metadata headers) {
    spans.add(Span.current());
  }

  @Override
  public void onMessage(String message) {
    spans.add(Span.current());
    messages.add(message);
  }

  @Override
  public void onReady() {
    spans.add(Span.current());
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    spans.add(Span.current());
    closed.complete(status);
  }

  /** Waits for the call's end; answers the messages that came. */
  List<String> await() throws CallFailure {
    Status status;
    try {
      status = closed.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the call does not end", e);
    }
    if (!status.isOk()) {
      throw new CallFailure(status.getCode().name(), status.asException());
    }
    return messages;
  }
}
