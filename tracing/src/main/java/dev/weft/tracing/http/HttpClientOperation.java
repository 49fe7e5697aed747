package dev.weft.tracing.http;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being sent.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpClientOperation<Q, R> extends Operation {
  private static final ContextKey<HttpClientOperation<?, ?>> KEY =
      ContextKey.named("weft-http-client");
  private static final int FIRST_ERROR = 400;

  private final HttpClientGetter<Q, R> getter;

  // Contexts may be kept long after the request; the request must not be kept by them.
  private @Nullable Q request;

  HttpClientOperation(
      Tracing tracing, Span span, Context parent, HttpClientGetter<Q, R> getter, Q request) {
    super(tracing, span, parent, KEY);
    this.getter = getter;
    this.request = request;
  }

  static @Nullable HttpClientOperation<?, ?> fromContext(Context context) {
    return context.get(KEY);
  }

  HttpClientOperation<Q, R> begin(Context current) {
    attach(current);
    return this;
  }

  /**
   * Writes the headers that carry this operation's context to the next service.
   *
   * @param carrier what takes headers: the request, its builder, a map that is merged later
   */
  public <C> void inject(C carrier, TextMapSetter<C> setter) {
    tracing().propagator().inject(context(), carrier, setter);
  }

  /**
   * Says that the request is one that had been sent before: a retry, a redirect, the answer to a
   * challenge (semantic conventions, HTTP client span).
   *
   * @param count 1 for the first request that followed
   */
  public void resent(int count) {
    span().setAttribute(HTTP_REQUEST_RESEND_COUNT, count);
  }

  /**
   * Writes those of the request's headers that are asked for, where a library gives the request its
   * headers only after the operation has started.
   */
  public void captureRequestHeaders(Q sent) {
    TracingSettings settings = tracing().settings();
    CapturedHeaders headers = settings.clientRequestHeaders();
    if (headers.size() == 0 || !span().isRecording()) {
      return;
    }
    AttributeWriter attributes = AttributeWriter.to(span(), settings);
    for (int i = 0; i < headers.size(); i++) {
      headers.write(i, getter.requestHeaders(sent, headers.name(i)), attributes);
    }
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param response null if none came
   * @param thrown why none came or could be read, or null
   */
  public void end(@Nullable R response, @Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(response, thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(@Nullable R response, @Nullable Throwable thrown) {
    Q ended = request;
    request = null;
    try {
      if (ended != null && span().isRecording()) {
        writeOutcome(ended, response, thrown);
      }
    } finally {
      span().end();
    }
  }

  private void writeOutcome(Q ended, @Nullable R response, @Nullable Throwable thrown) {
    TracingSettings settings = tracing().settings();
    AttributeWriter attributes = AttributeWriter.to(span(), settings);
    HttpProtocol.write(getter.protocol(ended, response), attributes);
    String peer = getter.peerAddress(ended, response);
    if (peer != null) {
      attributes.put(NETWORK_PEER_ADDRESS, peer);
      attributes.putPort(NETWORK_PEER_PORT, getter.peerPort(ended, response));
    }
    int code = response == null ? 0 : getter.status(ended, response);
    HttpStatus.write(span(), attributes, code, FIRST_ERROR, thrown, settings.attributeValueLimit());
    CapturedHeaders headers = settings.clientResponseHeaders();
    for (int i = 0; response != null && i < headers.size(); i++) {
      headers.write(i, getter.responseHeaders(ended, response, headers.name(i)), attributes);
    }
    if (response != null) {
      RescueHeader.read(span(), getter, ended, response);
    }
  }
}
