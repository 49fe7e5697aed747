package dev.weft.agent.cli.view;

/**
 * Times in milliseconds, with as many decimals as the whole trace calls for, so that a column of
 * them can be compared at a glance.
 */
final class Millis {
  private final int decimals;

  private Millis(int decimals) {
    this.decimals = decimals;
  }

  /** The format for a trace of that length. */
  static Millis forTotal(long totalNanos) {
    return new Millis(totalNanos < 10_000_000 ? 2 : 1);
  }

  /** Such as {@code 1,203.4}. */
  String number(long nanos) {
    long scale = decimals == 2 ? 100 : 10;
    long unit = 1_000_000 / scale;
    long rounded = (Math.abs(nanos) + unit / 2) / unit;
    String whole = Long.toString(rounded / scale);
    StringBuilder text = new StringBuilder(nanos < 0 && rounded > 0 ? "-" : "");
    for (int i = 0; i < whole.length(); i++) {
      if (i > 0 && (whole.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(whole.charAt(i));
    }
    String fraction = Long.toString(rounded % scale);
    return text.append('.')
        .append(decimals == 2 && fraction.length() == 1 ? "0" : "")
        .append(fraction)
        .toString();
  }

  /** Such as {@code 1,203.4 ms}. */
  String text(long nanos) {
    return number(nanos) + " ms";
  }
}
