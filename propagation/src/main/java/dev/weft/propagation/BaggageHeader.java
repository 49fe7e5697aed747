package dev.weft.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntry;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Writes baggage as header text, at most 64 entries and 8,192 bytes. An entry that does not fit, or
 * whose name no header may hold, is left out; the others are sent.
 *
 * @see <a href="https://www.w3.org/TR/baggage/#header-content">W3C Baggage, section 3.3</a>
 */
final class BaggageHeader implements BiConsumer<String, BaggageEntry> {

  private static final int MOST_ENTRIES = 64;
  private static final int LONGEST = 8192;
  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder text = new StringBuilder(128);
  private int entries;

  private BaggageHeader() {}

  static String of(Baggage baggage) {
    BaggageHeader header = new BaggageHeader();
    baggage.forEach(header);
    return header.text.toString();
  }

  @Override
  public void accept(String name, BaggageEntry entry) {
    String value = entry.getValue();
    if (entries == MOST_ENTRIES || !isToken(name) || name.length() + value.length() > LONGEST) {
      return;
    }
    int before = text.length();
    if (before > 0) {
      text.append(',');
    }
    text.append(name).append('=');
    appendEncoded(value);
    appendMetadata(entry.getMetadata().getValue());
    if (text.length() > LONGEST) {
      text.setLength(before);
    } else {
      entries++;
    }
  }

  private void appendEncoded(String value) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (isValueCharacter(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
      }
    }
  }

  /** Metadata is opaque, so it goes out as it is or, if it would break the header, not at all. */
  private void appendMetadata(String metadata) {
    if (metadata.isEmpty() || metadata.length() > LONGEST) {
      return;
    }
    for (int i = 0; i < metadata.length(); i++) {
      char c = metadata.charAt(i);
      if (c < 0x20 || c > 0x7e || c == ',') {
        return;
      }
    }
    text.append(';').append(metadata);
  }

  /** {@code baggage-octet}, without the percent sign, which begins an encoded one. */
  private static boolean isValueCharacter(byte b) {
    return b > 0x20 && b < 0x7f && b != '"' && b != ',' && b != ';' && b != '\\' && b != '%';
  }

  private static boolean isToken(String name) {
    if (name.isEmpty()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean token =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || TOKEN_PUNCTUATION.indexOf(c) >= 0;
      if (!token) {
        return false;
      }
    }
    return true;
  }
}
