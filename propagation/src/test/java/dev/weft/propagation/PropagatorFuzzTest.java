package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests of anybody: header lines, {@code name: value}, in ISO 8859-1 as servers read them.
 *
 * <p>An ordinary run replays the corpus, one request per file, in the resources beside this class.
 * {@code JAZZER_FUZZ=1 mvn -pl propagation test -Djazzer.hooks=true -Dtest=PropagatorFuzzTest#w3c}
 * looks for more; what it finds becomes a file of the corpus.
 */
class PropagatorFuzzTest {
  private static final TextMapPropagator W3C = create("tracecontext", "baggage");
  private static final TextMapPropagator ALL =
      create("tracecontext", "baggage", "b3", "b3multi", "jaeger");

  @FuzzTest(maxDuration = "2m")
  void w3c(byte[] request) {
    Headers received = parse(request);
    Context context = W3C.extract(Context.root(), received, Headers.GETTER);
    Headers sent = inject(W3C, context);

    LegalHeaders.assertLegal(sent);
    if (spanIn(context).isValid()) {
      assertThat(received.all("traceparent")).hasSize(1);
    }
    // What we send comes through the next of us unchanged.
    assertThat(inject(W3C, W3C.extract(Context.root(), sent, Headers.GETTER)).lines())
        .isEqualTo(sent.lines());
  }

  @FuzzTest(maxDuration = "2m")
  void olderFormats(byte[] request) {
    Context context = ALL.extract(Context.root(), parse(request), Headers.GETTER);

    LegalHeaders.assertLegal(inject(ALL, context));
  }

  private static TextMapPropagator create(String... names) {
    return Propagators.create(
        List.of(names),
        warning -> {
          throw new IllegalArgumentException(warning);
        });
  }

  private static SpanContext spanIn(Context context) {
    return Span.fromContext(context).getSpanContext();
  }

  private static Headers inject(TextMapPropagator propagator, Context context) {
    Headers sent = new Headers();
    propagator.inject(context, sent, Headers.SETTER);
    return sent;
  }

  private static Headers parse(byte[] request) {
    Headers headers = new Headers();
    for (String line : new String(request, StandardCharsets.ISO_8859_1).split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return headers;
  }
}
