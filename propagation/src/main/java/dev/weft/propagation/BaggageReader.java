package dev.weft.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.BaggageEntryMetadata;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a {@code baggage} header: {@code name = value ; metadata, ...}. A bad member
 * costs itself alone. What lies beyond 64 members or 8,192 characters is not looked at.
 */
final class BaggageReader {

  private final BaggageBuilder baggage = Baggage.builder();
  private int members;
  private int charactersLeft = BaggageGrammar.LONGEST;

  private BaggageReader() {}

  static Baggage read(Iterator<String> lines) {
    BaggageReader reader = new BaggageReader();
    while (lines.hasNext() && reader.hasRoom()) {
      String line = lines.next();
      if (line != null) {
        reader.readLine(line);
      }
    }
    return reader.baggage.build();
  }

  private boolean hasRoom() {
    return members < BaggageGrammar.MOST_ENTRIES && charactersLeft > 0;
  }

  private void readLine(String line) {
    int start = 0;
    while (start < line.length() && hasRoom()) {
      int comma = line.indexOf(',', start);
      int end = comma < 0 ? line.length() : comma;
      charactersLeft -= end - start + 1;
      // The separator behind the very last member does not count.
      if (charactersLeft >= -1) {
        readMember(line, start, end);
      }
      start = end + 1;
    }
  }

  private void readMember(String line, int start, int end) {
    int semicolon = indexOf(line, ';', start, end);
    int valueEnd = semicolon < 0 ? end : semicolon;
    int equals = indexOf(line, '=', start, valueEnd);
    if (equals < 0) {
      return;
    }
    int nameStart = Math.min(OptionalWhitespace.skip(line, start), equals);
    int nameEnd = OptionalWhitespace.trimEnd(line, nameStart, equals);
    int trimmedStart = Math.min(OptionalWhitespace.skip(line, equals + 1), valueEnd);
    int trimmedEnd = OptionalWhitespace.trimEnd(line, trimmedStart, valueEnd);
    if (!BaggageGrammar.isName(line, nameStart, nameEnd)) {
      return;
    }
    String value = decoded(line, trimmedStart, trimmedEnd);
    if (value != null) {
      members++;
      baggage.put(line.substring(nameStart, nameEnd), value, metadata(line, valueEnd, end));
    }
  }

  /** All properties of a member are one opaque text, without the semicolon that begins them. */
  private static BaggageEntryMetadata metadata(String line, int semicolon, int end) {
    if (semicolon == end) {
      return BaggageEntryMetadata.empty();
    }
    int start = Math.min(OptionalWhitespace.skip(line, semicolon + 1), end);
    int trimmedEnd = OptionalWhitespace.trimEnd(line, start, end);
    return start == trimmedEnd || !BaggageGrammar.isMetadata(line, start, trimmedEnd)
        ? BaggageEntryMetadata.empty()
        : BaggageEntryMetadata.create(line.substring(start, trimmedEnd));
  }

  /** Undoes percent-encoding; null if the value holds what none may hold. */
  private static @Nullable String decoded(String line, int start, int end) {
    boolean encoded = false;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      if (!BaggageGrammar.isValueCharacter(c)) {
        return null;
      }
      encoded |= c == '%';
    }
    return encoded ? percentDecoded(line, start, end) : line.substring(start, end);
  }

  private static @Nullable String percentDecoded(String line, int start, int end) {
    byte[] bytes = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      char c = line.charAt(i);
      if (c == '%') {
        int high = i + 2 < end ? Character.digit(line.charAt(i + 1), 16) : -1;
        int low = i + 2 < end ? Character.digit(line.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    // Bytes that are no UTF-8 become the replacement character, as the specification has it.
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static int indexOf(String line, char c, int start, int end) {
    for (int i = start; i < end; i++) {
      if (line.charAt(i) == c) {
        return i;
      }
    }
    return -1;
  }
}
