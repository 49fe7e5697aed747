package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.weaver.link.AdviceFailures;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt's operation before the application can hear of its outcome, which it does with
 * the caller's context current.
 */
final class TracedCallback implements AsyncExecCallback {
  private final AsyncExecCallback delegate;
  private final HttpClientOperation<RoutedRequest, HttpResponse> operation;
  private final AsyncCall call;
  private final AsyncExecChain.Scope scope;
  private @Nullable HttpResponse response;

  TracedCallback(
      AsyncExecCallback delegate,
      HttpClientOperation<RoutedRequest, HttpResponse> operation,
      AsyncCall call,
      AsyncExecChain.Scope scope) {
    this.delegate = delegate;
    this.operation = operation;
    this.call = call;
    this.scope = scope;
  }

  @Override
  public @Nullable AsyncDataConsumer handleResponse(
      HttpResponse received, @Nullable EntityDetails entity) throws HttpException, IOException {
    response = received;
    if (entity == null) {
      end(null);
    }
    try (Scope unused = call.caller.makeCurrent()) {
      AsyncDataConsumer consumer = delegate.handleResponse(received, entity);
      return consumer == null ? null : new Body(consumer);
    }
  }

  @Override
  public void handleInformationResponse(HttpResponse received) throws HttpException, IOException {
    try (Scope unused = call.caller.makeCurrent()) {
      delegate.handleInformationResponse(received);
    }
  }

  @Override
  public void completed() {
    end(null);
    try (Scope unused = call.caller.makeCurrent()) {
      delegate.completed();
    } finally {
      call.over(scope);
    }
  }

  @Override
  public void failed(Exception cause) {
    end(cause);
    try (Scope unused = call.caller.makeCurrent()) {
      delegate.failed(cause);
    } finally {
      call.over(scope);
    }
  }

  void end(@Nullable Throwable thrown) {
    try {
      operation.end(response, thrown);
    } catch (Throwable broken) {
      // The client calls this, and the application waits for what comes next.
      AdviceFailures.report(ApacheGetter.MODULE, broken);
    }
  }

  /** Passes the response's body on as it comes. */
  private final class Body implements AsyncDataConsumer {
    private final AsyncDataConsumer consumer;

    Body(AsyncDataConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
      consumer.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer content) throws IOException {
      try (Scope unused = call.caller.makeCurrent()) {
        consumer.consume(content);
      }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers)
        throws HttpException, IOException {
      end(null);
      try (Scope unused = call.caller.makeCurrent()) {
        consumer.streamEnd(trailers);
      }
    }

    @Override
    public void releaseResources() {
      consumer.releaseResources();
    }
  }
}
