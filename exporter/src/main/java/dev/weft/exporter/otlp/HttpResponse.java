package dev.weft.exporter.otlp;

import org.jspecify.annotations.Nullable;

/** What a collector answered, as far as it is of interest. */
final class HttpResponse {

  final int status;
  final @Nullable String retryAfter;
  final @Nullable String location;

  /** The body's beginning, decompressed; empty if there is none. */
  final byte[] body;

  /** Whether the connection can take another request. */
  final boolean reusable;

  HttpResponse(
      int status,
      @Nullable String retryAfter,
      @Nullable String location,
      byte[] body,
      boolean reusable) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.location = location;
    this.body = body;
    this.reusable = reusable;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
