package dev.weft.instrumentation.netty;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads headers that may come more than once. */
final class HeaderLists {

  private HeaderLists() {}

  /** All values of a header; null where there is none, for which the headers would make a list. */
  static @Nullable Iterator<String> values(HttpHeaders headers, String name) {
    return headers.contains(name) ? headers.getAll(name).iterator() : null;
  }
}
