package dev.weft.tracing.db;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** What a sampler may ask about a call to a database; its query is not read for that. */
final class DatabaseView<Q> implements StartView<Q> {
  private final DatabaseGetter<Q> getter;

  DatabaseView(DatabaseGetter<Q> getter) {
    this.getter = getter;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.CLIENT;
  }

  @Override
  public @Nullable String attribute(Q call, String key) {
    switch (key) {
      case "db.system.name":
        return getter.info(call).system();
      case "db.namespace":
        return getter.info(call).namespace();
      case "server.address":
        return getter.info(call).serverAddress();
      default:
        return null;
    }
  }
}
