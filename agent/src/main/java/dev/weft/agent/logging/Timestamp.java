package dev.weft.agent.logging;

/**
 * UTC times in the form of RFC 3339. Written by hand because {@code java.time}'s formatters cost a
 * starting service some hundred classes for one line.
 */
final class Timestamp {
  private static final long DAY = 86_400_000;
  private static final int YEARS_400 = 146_097;

  private Timestamp() {}

  /** Appends {@code 2026-11-21T12:00:00.123Z}; for times from 1970 on. */
  static void append(StringBuilder text, long epochMillis) {
    appendDate(text, (int) (epochMillis / DAY));
    int millis = (int) (epochMillis % DAY);
    text.append('T');
    appendPadded(text, millis / 3_600_000, 2);
    text.append(':');
    appendPadded(text, millis / 60_000 % 60, 2);
    text.append(':');
    appendPadded(text, millis / 1_000 % 60, 2);
    text.append('.');
    appendPadded(text, millis % 1_000, 3);
    text.append('Z');
  }

  /** Counts in years that begin in March, so that the leap day is the last of its year. */
  private static void appendDate(StringBuilder text, int epochDay) {
    int shifted = epochDay + 719_468; // days since 1 March of the year 0
    int era = shifted / YEARS_400;
    int dayOfEra = shifted % YEARS_400;
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
    int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    appendPadded(text, year, 4);
    text.append('-');
    appendPadded(text, month, 2);
    text.append('-');
    appendPadded(text, day, 2);
  }

  private static void appendPadded(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    text.append(digits);
  }
}
