package dev.weft.instrumentation.okhttp;

import dev.weft.testing.client.ClientRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Calls of the requests that a contract wants to be sent. */
final class Calls {
  /** Of one address: of a host's others, OkHttp tries each in turn. */
  static final OkHttpClient CLIENT =
      new OkHttpClient.Builder().dns(host -> List.of(InetAddress.getByName(host))).build();

  private Calls() {}

  static Call of(ClientRequest request) {
    OkHttpClient client =
        CLIENT
            .newBuilder()
            .readTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
            .build();
    Request.Builder builder =
        new Request.Builder()
            .url(request.uri().toString())
            .method(request.method(), body(request.body(), request.streamed()));
    request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    return client.newCall(builder.build());
  }

  private static @Nullable RequestBody body(@Nullable String text, boolean streamed) {
    if (text == null) {
      return null;
    }
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return null;
      }

      @Override
      public long contentLength() {
        return streamed ? -1 : text.length();
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.writeUtf8(text);
      }
    };
  }
}
