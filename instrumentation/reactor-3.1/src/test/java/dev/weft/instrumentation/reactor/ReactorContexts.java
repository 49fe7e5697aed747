package dev.weft.instrumentation.reactor;

import java.lang.reflect.Method;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** Changes the Reactor Context: {@code contextWrite}, which had another name before 3.4. */
final class ReactorContexts {
  private ReactorContexts() {}

  @SuppressWarnings("unchecked")
  static <T> Flux<T> write(Flux<T> flux, Object key, Object value) {
    Function<Context, Context> put = context -> context.put(key, value);
    try {
      return (Flux<T>) method().invoke(flux, put);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Method method() throws NoSuchMethodException {
    try {
      return Flux.class.getMethod("contextWrite", Function.class);
    } catch (NoSuchMethodException before34) {
      return Flux.class.getMethod("subscriberContext", Function.class);
    }
  }
}
