package dev.weft.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** On worker threads, to which the handler is dispatched. */
class BlockingHandlerTest extends UndertowContract {

  @Override
  HttpHandler calling(HttpHandler handler) {
    return new BlockingHandler(handler);
  }

  @Test
  void namesTheTemplateBelowItsPrefixAsTheRoute() {
    assertThat(get("/users/7").body()).isEqualTo("user");

    assertNameAndRoute(weft.awaitSpan(), "GET", "/app/users/{id}");
  }

  @Test
  void endsWithTheUpgradeOfItsConnection() throws Exception {
    int port = get("/success").uri().getPort();
    weft.awaitSpan();
    weft.clear();

    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request =
          "GET /app/upgrade HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: b\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 101");
      assertThat(number(weft.awaitSpan(), "http.response.status_code")).isEqualTo(101);
    }
  }
}
