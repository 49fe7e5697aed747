package dev.weft.instrumentation.servlet.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.websphere.servlet.error.ServletErrorReport;
import com.ibm.ws.webcontainer.webapp.WebApp;
import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stand-in for Open Liberty, whose container is no library; the smoke tests run the real one. */
class OpenLibertyTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private final Map<Object, Object> attributes = new HashMap<>();
  private final AtomicInteger status = new AtomicInteger(200);

  @Test
  void tracesAnErrorThatNoServletAnswered() {
    new WebApp().sendError(request(), response(), new ServletErrorReport());

    SpanData span = weft.awaitSpan();
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("url.path"))).isEqualTo("/nowhere");
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(404);
  }

  @Test
  void makesNoSecondSpanForTheErrorPageOfARequestThatHasOne() {
    HttpServletRequest request = request();
    new WebApp().sendError(request, response(), new ServletErrorReport());

    new WebApp().sendError(request, response(), new ServletErrorReport());

    assertThat(weft.awaitSpans(1)).hasSize(1);
  }

  private HttpServletRequest request() {
    return standIn(
        HttpServletRequest.class,
        (method, arguments) ->
            switch (method) {
              case "getMethod" -> "GET";
              case "getScheme" -> "http";
              case "getRequestURI" -> "/nowhere";
              case "getServerPort", "getRemotePort" -> 80;
              case "isAsyncStarted" -> false;
              case "getAttribute" -> attributes.get(arguments[0]);
              case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
              default -> null;
            });
  }

  private HttpServletResponse response() {
    return standIn(
        HttpServletResponse.class,
        (method, arguments) ->
            switch (method) {
              case "setStatus" -> status.getAndSet((int) arguments[0]);
              case "getStatus" -> status.get();
              case "isCommitted" -> true;
              default -> null;
            });
  }

  private static <T> T standIn(Class<T> type, BiFunction<String, Object[], Object> answers) {
    Object standIn =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.apply(method.getName(), arguments));
    return type.cast(standIn);
  }
}
