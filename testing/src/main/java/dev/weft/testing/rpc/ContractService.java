package dev.weft.testing.rpc;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.function.Function;

/** What the contract's service does with a request, whatever library has brought it. */
public final class ContractService {
  private final Tracer tracer;

  ContractService(Tracer tracer) {
    this.tracer = tracer;
  }

  /**
   * Answers, under a span named {@code handler}. {@code fail:NOT_FOUND} fails with that status,
   * {@code throw} with an exception that the library does not know, {@code header:name} answers
   * with what the request has of that header.
   *
   * @param headers the values of a header, in order of arrival
   */
  public String answer(String request, Function<String, List<String>> headers) throws CallFailure {
    Span handler = tracer.spanBuilder("handler").setSpanKind(SpanKind.INTERNAL).startSpan();
    try {
      return outcome(request, headers);
    } finally {
      handler.end();
    }
  }

  private static String outcome(String request, Function<String, List<String>> headers)
      throws CallFailure {
    if (request.equals("throw")) {
      throw new IllegalStateException("contract");
    }
    if (request.startsWith("fail:")) {
      throw new CallFailure(request.substring(5), new IllegalArgumentException("contract"));
    }
    if (request.startsWith("header:")) {
      return String.join("|", headers.apply(request.substring(7)));
    }
    return "re: " + request;
  }
}
