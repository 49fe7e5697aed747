package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import org.jspecify.annotations.Nullable;

/** How one attempt to send a batch ended. */
final class Attempt {

  /** Null if the collector took the batch. */
  final @Nullable DropReason failure;

  final String why;
  final @Nullable String retryAfter;
  final @Nullable PartialSuccess partialSuccess;

  private Attempt(
      @Nullable DropReason failure,
      String why,
      @Nullable String retryAfter,
      @Nullable PartialSuccess partialSuccess) {
    this.failure = failure;
    this.why = why;
    this.retryAfter = retryAfter;
    this.partialSuccess = partialSuccess;
  }

  static Attempt failed(DropReason failure, String why) {
    return new Attempt(failure, why, null, null);
  }

  /** Judges an answer by the OTLP specification, section "OTLP/HTTP response". */
  static Attempt of(HttpResponse response) {
    if (response.isSuccess()) {
      return new Attempt(null, "", null, PartialSuccess.parse(response.body));
    }
    switch (response.status) {
      case 429:
      case 502:
      case 503:
      case 504:
        return new Attempt(
            DropReason.BUSY, "HTTP status " + response.status, response.retryAfter, null);
      default:
        return failed(DropReason.REFUSED, why(response));
    }
  }

  private static String why(HttpResponse response) {
    String why = "HTTP status " + response.status;
    if (response.status >= 300 && response.status < 400 && response.location != null) {
      return why
          + ", a redirect to "
          + HeaderRules.printable(response.location)
          + " that is not followed";
    }
    return why;
  }
}
