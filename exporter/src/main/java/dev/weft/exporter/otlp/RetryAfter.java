package dev.weft.exporter.otlp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The header Retry-After: seconds, or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(1);

  private RetryAfter() {}

  /**
   * Returns {@link Attempt#NOT_SAID} if the header is not there, is neither, or asks for no time:
   * that would be a busy collector asked without a pause.
   */
  static long nanos(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return Attempt.NOT_SAID;
    }
    try {
      long seconds = isNumber(header) ? Long.parseLong(header) : secondsUntil(header);
      return seconds <= 0
          ? Attempt.NOT_SAID
          : TimeUnit.SECONDS.toNanos(Math.min(seconds, LONGEST_SECONDS));
    } catch (NumberFormatException | DateTimeException e) {
      return Attempt.NOT_SAID;
    }
  }

  private static boolean isNumber(String header) {
    return header.charAt(0) >= '0' && header.charAt(0) <= '9';
  }

  private static long secondsUntil(String date) {
    Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    return Duration.between(Instant.now(), then).getSeconds();
  }
}
