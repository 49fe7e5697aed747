package dev.weft.tracing.http;

import dev.weft.tracing.LatestByText;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Host} header means. A service is asked by few names, so the last ones are kept
 * instead of being read anew with every request; long ones are not, since strangers write them.
 */
final class HostHeader {
  private static final LatestByText<String, HostHeader> LATEST =
      new LatestByText<String, HostHeader>(64, 64) {
        @Override
        protected HostHeader make(String text, String nothing) {
          return new HostHeader(HostAndPort.parse(text));
        }
      };

  private final @Nullable HostAndPort meaning;

  private HostHeader(@Nullable HostAndPort meaning) {
    this.meaning = meaning;
  }

  /** As {@link HostAndPort#parse}. */
  static @Nullable HostAndPort parse(@Nullable String text) {
    return text == null ? null : LATEST.get(text, "").meaning;
  }
}
