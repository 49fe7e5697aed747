package dev.weft.agent.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kind of value: how it is read, and what to say when it cannot be.
 *
 * @param <T> what the text becomes
 */
public abstract class OptionType<T> {
  /** Any text. */
  public static final OptionType<String> TEXT =
      new OptionType<String>("text") {
        @Override
        String parse(String text) {
          return text;
        }
      };

  /** {@code true} or {@code false}, in any case. */
  public static final OptionType<Boolean> BOOLEAN =
      new OptionType<Boolean>("true, false") {
        @Override
        Boolean parse(String text) {
          if (text.equalsIgnoreCase("true")) {
            return Boolean.TRUE;
          }
          if (text.equalsIgnoreCase("false")) {
            return Boolean.FALSE;
          }
          throw new IllegalArgumentException();
        }
      };

  /** Milliseconds: a number, or a number with one of the units ms, s, m, h, d. */
  public static final OptionType<Long> DURATION =
      new OptionType<Long>("milliseconds, or a number with ms, s, m, h or d") {
        @Override
        Long parse(String text) {
          return Durations.parseMillis(text);
        }
      };

  /** Bytes: a number, or a number with one of the units k, m, g of 1,024, as for the JVM's heap. */
  public static final OptionType<Long> BYTES =
      new OptionType<Long>("bytes, or a number with k, m or g") {
        @Override
        Long parse(String text) {
          int last = text.length() - 1;
          int exponent = "kmg".indexOf(Character.toLowerCase(text.charAt(last))) + 1;
          String digits = exponent == 0 ? text : text.substring(0, last).trim();
          long number = Long.parseLong(digits);
          if (number < 0 || number > Long.MAX_VALUE >> 10 * exponent) {
            throw new IllegalArgumentException();
          }
          return number << 10 * exponent;
        }
      };

  /** A share, read as 0 to 1: a percentage from 1 to 100, with or without its sign. */
  public static final OptionType<Double> PERCENT =
      new OptionType<Double>("a percentage from 1% to 100%") {
        @Override
        Double parse(String text) {
          String digits = text.endsWith("%") ? text.substring(0, text.length() - 1).trim() : text;
          int percent = Integer.parseInt(digits);
          if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException();
          }
          return percent / 100.0;
        }
      };

  /** Names separated by commas; empty ones are left out. */
  public static final OptionType<List<String>> LIST =
      new OptionType<List<String>>("names separated by commas") {
        @Override
        List<String> parse(String text) {
          List<String> names = new ArrayList<>();
          for (String name : text.split(",")) {
            if (!name.trim().isEmpty()) {
              names.add(name.trim());
            }
          }
          return Collections.unmodifiableList(names);
        }
      };

  /**
   * Pairs {@code key=value} separated by commas, percent-decoded as the W3C baggage header wants;
   * the later of two equal keys counts.
   */
  public static final OptionType<Map<String, String>> MAP =
      new OptionType<Map<String, String>>("key=value pairs separated by commas") {
        @Override
        Map<String, String> parse(String text) {
          Map<String, String> pairs = new LinkedHashMap<>();
          for (String pair : text.split(",")) {
            if (!pair.trim().isEmpty()) {
              put(pairs, pair);
            }
          }
          return Collections.unmodifiableMap(pairs);
        }

        private void put(Map<String, String> pairs, String pair) {
          int equals = pair.indexOf('=');
          String key = equals < 0 ? "" : pair.substring(0, equals).trim();
          if (key.isEmpty()) {
            throw new IllegalArgumentException();
          }
          pairs.put(key, PercentEncoding.decode(pair.substring(equals + 1).trim()));
        }
      };

  private final String accepted;

  private OptionType(String accepted) {
    this.accepted = accepted;
  }

  /** A whole number between the two, inclusive. */
  static OptionType<Integer> integer(int least, int most) {
    String accepted =
        most == Integer.MAX_VALUE
            ? "a whole number from " + least
            : "a whole number from " + least + " to " + most;
    return new OptionType<Integer>(accepted) {
      @Override
      Integer parse(String text) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
          throw new IllegalArgumentException();
        }
        return number;
      }
    };
  }

  /** One of the words, in any case; read as the word is written here. */
  static OptionType<String> choice(String... words) {
    return new OptionType<String>(String.join(", ", words)) {
      @Override
      String parse(String text) {
        for (String word : words) {
          if (word.equalsIgnoreCase(text)) {
            return word;
          }
        }
        throw new IllegalArgumentException();
      }
    };
  }

  /** Some of the words, separated by commas, in any case. */
  static OptionType<List<String>> choices(String... words) {
    List<String> known = Arrays.asList(words);
    return new OptionType<List<String>>("a list of " + String.join(", ", words)) {
      @Override
      List<String> parse(String text) {
        List<String> chosen = new ArrayList<>();
        for (String name : LIST.parse(text.toLowerCase(Locale.ROOT))) {
          if (!known.contains(name)) {
            throw new IllegalArgumentException();
          }
          if (!chosen.contains(name)) {
            chosen.add(name);
          }
        }
        return Collections.unmodifiableList(chosen);
      }
    };
  }

  /** What texts are accepted, in words. */
  public final String accepted() {
    return accepted;
  }

  /**
   * Reads a trimmed, non-empty text.
   *
   * @throws IllegalArgumentException if it is none of what is accepted
   */
  abstract T parse(String text);
}
