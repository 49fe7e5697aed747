package dev.weft.instrumentation.grpc;

import io.grpc.Metadata;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** gRPC's keys of text headers, which are checked when they are made, and so kept. */
final class HeaderKeys {
  /** Propagators have a few; only Jaeger's baggage makes names of what the application says. */
  private static final int MOST = 64;

  private static final ConcurrentMap<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

  private HeaderKeys() {}

  /** The key of a header; null if gRPC can have no text header of that name. */
  static Metadata.@Nullable Key<String> of(String name) {
    Metadata.Key<String> known = KEYS.get(name);
    return known != null ? known : make(name);
  }

  private static Metadata.@Nullable Key<String> make(String name) {
    Metadata.Key<String> key;
    try {
      key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    } catch (IllegalArgumentException impossible) {
      return null;
    }
    if (KEYS.size() < MOST) {
      KEYS.put(name, key);
    }
    return key;
  }
}
