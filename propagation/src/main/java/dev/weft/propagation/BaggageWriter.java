package dev.weft.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageEntry;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Writes baggage as header text, at most 64 entries and 8,192 bytes. An entry that does not fit, or
 * whose name no header may hold, is left out; the others are sent.
 */
final class BaggageWriter implements BiConsumer<String, BaggageEntry> {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder text = new StringBuilder(128);
  private int entries;

  private BaggageWriter() {}

  static String write(Baggage baggage) {
    BaggageWriter writer = new BaggageWriter();
    baggage.forEach(writer);
    return writer.text.toString();
  }

  @Override
  public void accept(String name, BaggageEntry entry) {
    String value = entry.getValue();
    if (entries == BaggageGrammar.MOST_ENTRIES
        || name.length() + value.length() > BaggageGrammar.LONGEST
        || !BaggageGrammar.isName(name, 0, name.length())) {
      return;
    }
    int before = text.length();
    if (before > 0) {
      text.append(',');
    }
    text.append(name).append('=');
    appendEncoded(value);
    appendMetadata(entry.getMetadata().getValue());
    if (text.length() > BaggageGrammar.LONGEST) {
      text.setLength(before);
    } else {
      entries++;
    }
  }

  private void appendMetadata(String metadata) {
    int start = OptionalWhitespace.skip(metadata, 0);
    int end = OptionalWhitespace.trimEnd(metadata, start, metadata.length());
    if (start < end && BaggageGrammar.isMetadata(metadata, start, end)) {
      text.append(';').append(metadata, start, end);
    }
  }

  private void appendEncoded(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0x7f) {
        appendEncoded(value.substring(i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      appendEncoded((byte) c);
    }
  }

  private void appendEncoded(byte[] bytes) {
    for (byte b : bytes) {
      appendEncoded(b);
    }
  }

  private void appendEncoded(byte b) {
    if (b != '%' && BaggageGrammar.isValueCharacter(b)) {
      text.append((char) b);
    } else {
      text.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
    }
  }
}
