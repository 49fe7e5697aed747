package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * A context that holds an operation and its span, in one object instead of the four that two {@code
 * Context.with} make. Whatever is added on top is copied into the library's flat contexts, so no
 * chain of these grows.
 */
final class OperationContext implements Context {
  /** The key under which the API keeps the span. It is private there; the API tells it here. */
  private static final ContextKey<Span> SPAN = spanKey();

  private final Context parent;
  private final Span span;
  private final ContextKey<?> key;
  private final Operation operation;

  OperationContext(Context parent, Span span, ContextKey<?> key, Operation operation) {
    this.parent = parent;
    this.span = span;
    this.key = key;
    this.operation = operation;
  }

  /** The context that this one was made of. */
  Context parent() {
    return parent;
  }

  @Override
  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // keys are what they are by identity
  public <V> @Nullable V get(ContextKey<V> wanted) {
    if (wanted == SPAN) {
      return (V) span;
    }
    if (wanted == key || wanted == Operation.ANY) {
      return (V) operation;
    }
    return parent.get(wanted);
  }

  @Override
  @SuppressWarnings("unchecked") // `key` is made for the operation's type
  public <V> Context with(ContextKey<V> newKey, V value) {
    return parent
        .with(SPAN, span)
        .with((ContextKey<Operation>) key, operation)
        .with(Operation.ANY, operation)
        .with(newKey, value);
  }

  @SuppressWarnings("unchecked") // storeInContext gives a span
  private static ContextKey<Span> spanKey() {
    KeyReader reader = new KeyReader();
    Context unused = Span.getInvalid().storeInContext(reader);
    ContextKey<?> key = reader.key;
    if (key == null) {
      throw new IllegalStateException("the API keeps its span elsewhere than in the context");
    }
    return (ContextKey<Span>) key;
  }

  private static final class KeyReader implements Context {
    private @Nullable ContextKey<?> key;

    @Override
    public <V> @Nullable V get(ContextKey<V> wanted) {
      return null;
    }

    @Override
    public <V> Context with(ContextKey<V> newKey, V value) {
      key = newKey;
      return this;
    }
  }
}
