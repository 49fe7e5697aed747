package dev.weft.exporter.otlp;

import dev.weft.exporter.DropReason;
import org.jspecify.annotations.Nullable;

/** How one attempt to send a batch ended. */
final class Attempt {
  static final long NOT_SAID = -1;

  /** Null if the collector took the batch. */
  final @Nullable DropReason failure;

  final String why;

  /** How long the collector wants to be left alone; -1 if it does not say. */
  final long retryAfterNanos;

  final @Nullable PartialSuccess partialSuccess;

  private Attempt(
      @Nullable DropReason failure,
      String why,
      long retryAfterNanos,
      @Nullable PartialSuccess partialSuccess) {
    this.failure = failure;
    this.why = why;
    this.retryAfterNanos = retryAfterNanos;
    this.partialSuccess = partialSuccess;
  }

  static Attempt failed(DropReason failure, String why) {
    return new Attempt(failure, why, NOT_SAID, null);
  }

  /** The collector took the batch. */
  static Attempt delivered(byte[] response) {
    return new Attempt(null, "", NOT_SAID, PartialSuccess.parse(response));
  }

  /** The collector asks to try later. */
  static Attempt busy(String why, long retryAfterNanos) {
    return new Attempt(DropReason.BUSY, why, retryAfterNanos, null);
  }

  /** Judges an answer by the OTLP specification, section "OTLP/HTTP response". */
  static Attempt of(HttpResponse response) {
    if (response.isSuccess()) {
      return delivered(response.body);
    }
    return mayPass(response.status)
        ? busy("HTTP status " + response.status, RetryAfter.nanos(response.retryAfter))
        : failed(DropReason.REFUSED, why(response));
  }

  /** Judges an answer of which nothing but the status is known, and that did not come from OTLP. */
  static Attempt ofHttpStatus(int status) {
    String why = "HTTP status " + status + " without a gRPC status";
    return mayPass(status) ? busy(why, NOT_SAID) : failed(DropReason.REFUSED, why);
  }

  private static boolean mayPass(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
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
