package dev.weft.instrumentation.okhttp;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weft.testing.WeftExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  @TempDir private Path folder;

  @Test
  void makesASpanOfWhatIsSentOnly() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/fresh",
        exchange -> {
          exchange.getResponseHeaders().set("Cache-Control", "max-age=1000");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/stale",
        exchange -> {
          boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
          exchange.getResponseHeaders().set("ETag", "\"1\"");
          exchange.sendResponseHeaders(known ? 304 : 200, -1);
          exchange.close();
        });
    server.start();
    Cache cache = new Cache(folder.toFile(), 1 << 20);
    OkHttpClient client = Calls.CLIENT.newBuilder().cache(cache).build();
    try {
      for (String path : new String[] {"/fresh", "/fresh", "/stale", "/stale"}) {
        String url = "http://localhost:" + server.getAddress().getPort() + path;
        Response response = client.newCall(new Request.Builder().url(url).build()).execute();
        assertThat(response.code()).isEqualTo(200);
        response.body().string();
      }
    } finally {
      cache.close();
      server.stop(0);
    }

    assertThat(weft.awaitSpans(3))
        .extracting((SpanData span) -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
        .containsExactly(200L, 200L, 304L);
  }
}
