package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds of every context and every request, tried on many made by chance. */
class PropagationPropertiesTest {
  private static final int TIMES = 2_000;
  private static final String KEY_START = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String KEY = KEY_START + "_-*/@";
  private static final String TOKEN = KEY_START + "ABCXYZ!#$%&'*+-.^_`|~";
  private static final String ANYTHING =
      " \t,;=%\"\\-:az09AZ\r\n\u0000\u007f\u00e4\u20ac\ud83d\ude00";

  private static final TextMapPropagator W3C = create("tracecontext", "baggage");
  private static final TextMapPropagator ALL =
      create("b3", "b3multi", "jaeger", "tracecontext", "baggage");

  private static TextMapPropagator create(String... names) {
    return Propagators.create(
        List.of(names),
        warning -> {
          throw new IllegalArgumentException(warning);
        });
  }

  @Test
  void whatIsInjectedIsExtracted() {
    repeatedly(
        random -> {
          SpanContext span = span(random, state(random));
          Baggage baggage = baggage(random);
          Context context = Context.root().with(Span.wrap(span)).with(baggage);

          Context extracted = extract(W3C, inject(W3C, context));

          assertThat(Span.fromContext(extracted).getSpanContext()).isEqualTo(span);
          assertThat(Baggage.fromContext(extracted)).isEqualTo(baggage);
        });
  }

  @Test
  void theOlderFormatsKeepIdsAndDecision() {
    repeatedly(
        random -> {
          SpanContext span = span(random, TraceState.getDefault());
          for (String name : List.of("b3", "b3multi", "jaeger")) {
            TextMapPropagator format = create(name);
            SpanContext extracted =
                Span.fromContext(
                        extract(format, inject(format, Context.root().with(Span.wrap(span)))))
                    .getSpanContext();
            assertThat(extracted.getTraceId()).isEqualTo(span.getTraceId());
            assertThat(extracted.getSpanId()).isEqualTo(span.getSpanId());
            assertThat(extracted.isSampled()).isEqualTo(span.isSampled());
            assertThat(extracted.getTraceFlags().isTraceIdRandom()).isFalse();
          }
        });
  }

  @Test
  void whatIsSentIsLegalWhateverTheApplicationPutsIn() {
    repeatedly(
        random -> {
          BaggageBuilder baggage = Baggage.builder();
          for (int i = random.nextInt(100); i >= 0; i--) {
            baggage.put(
                text(random, ANYTHING, 12) + i,
                text(random, ANYTHING, 300),
                BaggageEntryMetadata.create(text(random, ANYTHING, 20)));
          }
          Context context =
              Context.root().with(Span.wrap(span(random, state(random)))).with(baggage.build());

          LegalHeaders.assertLegal(inject(ALL, context));
        });
  }

  @Test
  void whatIsSentIsLegalWhateverComesIn() {
    repeatedly(
        random -> {
          Context context =
              Context.root().with(Span.wrap(span(random, state(random)))).with(baggage(random));
          Headers damaged = new Headers();
          inject(ALL, context)
              .lines()
              .forEach((name, values) -> damaged.add(name, damaged(random, values.get(0))));

          Headers sent = inject(ALL, extract(ALL, damaged));

          LegalHeaders.assertLegal(sent);
          Headers again = inject(W3C, extract(W3C, sent));
          assertThat(again.all("traceparent")).isEqualTo(sent.all("traceparent"));
          assertThat(again.all("tracestate")).isEqualTo(sent.all("tracestate"));
          assertThat(again.all("baggage")).isEqualTo(sent.all("baggage"));
        });
  }

  @Test
  void aStateKeepsItsMembersInOrderBehindTheOneThatIsPut() {
    repeatedly(
        random -> {
          TraceState state = state(random);
          if (state.isEmpty()) {
            return; // OpenTelemetry's own
          }
          String key = random.nextBoolean() ? key(random) : anyKey(random, state);

          TraceState changed = state.toBuilder().put(key, "changed").build();

          List<String> expected = new ArrayList<>(state.asMap().keySet());
          expected.remove(key);
          expected.add(0, key);
          assertThat(changed.asMap().keySet())
              .containsExactlyElementsOf(expected.subList(0, Math.min(32, expected.size())));
          assertThat(changed.get(key)).isEqualTo("changed");
        });
  }

  private static void repeatedly(Consumer<Random> property) {
    for (long seed = 0; seed < TIMES; seed++) {
      try {
        property.accept(new Random(seed));
      } catch (Throwable failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private static Headers inject(TextMapPropagator propagator, Context context) {
    Headers sent = new Headers();
    propagator.inject(context, sent, Headers.SETTER);
    return sent;
  }

  private static Context extract(TextMapPropagator propagator, Headers received) {
    return propagator.extract(Context.root(), received, Headers.GETTER);
  }

  private static SpanContext span(Random random, TraceState state) {
    return SpanContext.createFromRemoteParent(
        TraceId.fromLongs(random.nextLong(), random.nextLong() | 1),
        SpanId.fromLong(random.nextLong() | 1),
        TraceFlags.fromByte((byte) random.nextInt(4)),
        state);
  }

  /** A list of at most 512 characters, so that it is not cut. */
  private static TraceState state(Random random) {
    TraceState state = TraceState.getDefault();
    int members = random.nextInt(33);
    for (int i = 0; i < members; i++) {
      String member = key(random) + "=" + text(random, KEY + " ~!;:", 12) + "z";
      TraceState longer = TraceStateHeader.parse(state.isEmpty() ? member : state + "," + member);
      if (longer.toString().length() > 512) {
        break;
      }
      state = longer;
    }
    return state;
  }

  private static String key(Random random) {
    return text(random, KEY_START, 1, 1) + text(random, KEY, random.nextInt(20) == 0 ? 255 : 8);
  }

  private static String anyKey(Random random, TraceState state) {
    List<String> keys = List.copyOf(state.asMap().keySet());
    return keys.get(random.nextInt(keys.size()));
  }

  private static Baggage baggage(Random random) {
    BaggageBuilder baggage = Baggage.builder();
    for (int i = random.nextInt(20); i > 0; i--) {
      // Whole characters only: halves of surrogate pairs cannot be sent.
      String value =
          random.nextInt(4) == 0 ? "\ud83d\ude00 \u00e4%,;" : text(random, KEY + " ", 40);
      baggage.put(text(random, TOKEN, 1, 12), value);
    }
    return baggage.build();
  }

  private static String damaged(Random random, String value) {
    StringBuilder damaged = new StringBuilder(value);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(damaged.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> damaged.insert(at, text(random, ANYTHING, 3));
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(3)));
        default -> damaged.insert(at, damaged.substring(0, at));
      }
    }
    return damaged.toString();
  }

  private static String text(Random random, String characters, int longest) {
    return text(random, characters, 0, longest);
  }

  private static String text(Random random, String characters, int shortest, int longest) {
    int length = shortest + random.nextInt(longest - shortest + 1);
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
