package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.weaver.link.AdviceFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** An exchange whose request gets trace headers when it is written, after all interceptors. */
final class CarryingHandler implements AsyncClientExchangeHandler {
  private final AsyncClientExchangeHandler delegate;
  private final HttpClientOperation<?, ?> operation;

  CarryingHandler(AsyncClientExchangeHandler delegate, HttpClientOperation<?, ?> operation) {
    this.delegate = delegate;
    this.operation = operation;
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    delegate.produceRequest(new CarryingChannel(channel), context);
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    delegate.consumeInformation(response, context);
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entity, HttpContext context)
      throws HttpException, IOException {
    delegate.consumeResponse(response, entity, context);
  }

  @Override
  public int available() {
    return delegate.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    delegate.produce(channel);
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    delegate.updateCapacity(channel);
  }

  @Override
  public void consume(ByteBuffer content) throws IOException {
    delegate.consume(content);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers)
      throws HttpException, IOException {
    delegate.streamEnd(trailers);
  }

  @Override
  public void cancel() {
    delegate.cancel();
  }

  @Override
  public void failed(Exception cause) {
    delegate.failed(cause);
  }

  @Override
  public void releaseResources() {
    delegate.releaseResources();
  }

  private final class CarryingChannel implements RequestChannel {
    private final RequestChannel channel;

    CarryingChannel(RequestChannel channel) {
      this.channel = channel;
    }

    @Override
    public void sendRequest(
        HttpRequest request, @Nullable EntityDetails entity, HttpContext context)
        throws HttpException, IOException {
      inject(request);
      channel.sendRequest(request, entity, context);
    }

    private void inject(HttpRequest request) {
      try {
        TraceHeaders.add(operation, request);
      } catch (Throwable broken) {
        // The client calls this, and the request must go out all the same.
        AdviceFailures.report(ApacheGetter.MODULE, broken);
      }
    }
  }
}
