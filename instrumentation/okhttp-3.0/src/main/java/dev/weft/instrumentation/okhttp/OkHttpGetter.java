package dev.weft.instrumentation.okhttp;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpClientGetter;
import dev.weft.tracing.http.HttpClientTracing;
import java.io.IOException;
import java.util.Iterator;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads OkHttp's requests and responses. */
final class OkHttpGetter implements HttpClientGetter<Request, Response> {
  static final String MODULE = "okhttp-3.0";
  static final HttpClientTracing<Request, Response> TRACING =
      new HttpClientTracing<>(MODULE, new OkHttpGetter());

  /** What the application will be told: inside, OkHttp wraps it to say that it may try again. */
  static @Nullable Throwable reason(@Nullable Throwable thrown) {
    if (thrown == null || thrown instanceof IOException) {
      return thrown;
    }
    Throwable cause = thrown.getCause();
    return cause instanceof IOException ? cause : thrown;
  }

  @Override
  public String method(Request request) {
    return request.method();
  }

  @Override
  public String url(Request request) {
    return request.url().toString();
  }

  @Override
  public String serverAddress(Request request) {
    return request.url().host();
  }

  @Override
  public int serverPort(Request request) {
    return request.url().port();
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(Request request, String name) {
    return HeaderValues.of(request.headers(name));
  }

  @Override
  public int status(Request request, Response response) {
    return response.code();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      Request request, Response response, String name) {
    return HeaderValues.of(response.headers(name));
  }

  @Override
  public @Nullable String protocol(Request request, @Nullable Response response) {
    return response == null ? null : response.protocol().toString();
  }
}
