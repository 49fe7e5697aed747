package dev.weft.instrumentation.okhttp;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientCall;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Attempts before 3.4, each of which has an {@code HttpEngine} of its own. */
final class Engines {
  private static final WeakMap<Object, Request> REQUESTS = new WeakMap<>();

  private Engines() {}

  static void add(Object engine, Request request) {
    REQUESTS.put(engine, request);
  }

  static void begin(Object engine) {
    HttpClientCall<Request, Response> call = OkHttpGetter.TRACING.currentCall();
    Request request = call == null ? null : REQUESTS.remove(engine);
    if (call != null && request != null) {
      call.begin(request);
    }
  }

  static void end(@Nullable Response response, @Nullable Throwable thrown) {
    HttpClientCall<Request, Response> call = OkHttpGetter.TRACING.currentCall();
    if (call != null) {
      call.end(response, OkHttpGetter.reason(thrown));
    }
  }
}
