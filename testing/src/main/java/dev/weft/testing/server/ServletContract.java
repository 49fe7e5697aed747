package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/**
 * What servlet containers add: dispatches of several kinds, asynchronous processing. The
 * application is at {@code /app}; a filter that wraps request and response comes first; {@code
 * /success}, {@code /async/*} and so on are servlet mappings; errors are dispatched to an error
 * page.
 */
public abstract class ServletContract extends HttpServerContract {

  @Override
  protected String contextPath() {
    return "/app";
  }

  @Override
  protected String route(String path) {
    return path.startsWith("/async/") ? "/app/async/*" : "/app" + path;
  }

  @Test
  void keepsOneSpanAndItsRouteThroughAnErrorPage() {
    assertThat(get("/send-error").statusCode()).isEqualTo(404);

    SpanData span = weft.awaitSpan();
    assertNameAndRoute(span, "GET", route("/send-error"));
    assertThat(number(span, "http.response.status_code")).isEqualTo(404);
  }

  @Test
  void keepsTheFirstRouteThroughForwardAndInclude() {
    assertThat(get("/forward").body()).isEqualTo(ContractApplication.SUCCESS);
    assertNameAndRoute(weft.awaitSpan(), "GET", route("/forward"));
    weft.clear();

    assertThat(get("/include").body()).isEqualTo(ContractApplication.SUCCESS);
    assertNameAndRoute(weft.awaitSpan(), "GET", route("/include"));
  }

  @Test
  void endsWhenAnotherThreadCompletes() {
    assertThat(get("/async/complete").statusCode()).isEqualTo(202);

    SpanData span = weft.awaitSpan();
    assertNameAndRoute(span, "GET", route("/async/complete"));
    assertThat(number(span, "http.response.status_code")).isEqualTo(202);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void runsAnAsynchronousDispatchInTheRequestsContext() {
    HttpResponse<String> response = get("/async/dispatch");

    SpanData span = weft.awaitSpan();
    assertThat(response.body()).startsWith(span.getTraceId() + ' ' + span.getSpanId());
    assertNameAndRoute(span, "GET", route("/async/dispatch"));
  }

  @Test
  void recordsTheFailureOfAnAsynchronousDispatch() {
    assertThat(get("/async/error").statusCode()).isEqualTo(500);

    SpanData span = weft.awaitSpan();
    assertThat(number(span, "http.response.status_code")).isEqualTo(500);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertNameAndRoute(span, "GET", route("/async/error"));
  }

  @Test
  void endsWhenTheContainerTimesOut() {
    int status = get("/async/timeout").statusCode();

    SpanData span = weft.awaitSpan();
    assertThat(number(span, "http.response.status_code")).isEqualTo(status);
    assertNameAndRoute(span, "GET", route("/async/timeout"));
  }
}
