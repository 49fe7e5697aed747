package dev.weft.agent.cli.view;

import java.util.Arrays;
import java.util.List;

/**
 * A stretch of time as characters: a block where the span itself works, a line where it waits for
 * what it called, nothing elsewhere.
 */
final class Bar {
  private static final char[] EIGHTHS = {'▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'};

  private final long start;
  private final double nanosPerColumn;
  private final int width;
  private final boolean unicode;

  /** A time axis of that many columns. */
  Bar(long startNanos, long endNanos, int width, boolean unicode) {
    this.start = startNanos;
    this.width = width;
    this.nanosPerColumn = Math.max(1, endNanos - startNanos) / (double) width;
    this.unicode = unicode;
  }

  /** Draws the intervals, each {start, end}; without trailing spaces. */
  String draw(List<long[]> busy, List<long[]> waiting) {
    char[] cells = new char[width];
    Arrays.fill(cells, ' ');
    for (long[] interval : busy) {
      fill(cells, interval[0], interval[1]);
    }
    for (long[] interval : waiting) {
      thin(cells, interval[0], interval[1]);
    }
    int length = width;
    while (length > 0 && cells[length - 1] == ' ') {
      length--;
    }
    return new String(cells, 0, length);
  }

  private void fill(char[] cells, long from, long to) {
    int first = Math.min(width - 1, (int) column(from));
    double end = Math.min(width, column(to));
    int whole = (int) end;
    for (int i = first; i < whole; i++) {
      cells[i] = unicode ? '█' : '=';
    }
    if (whole < width && (end > whole || whole == first)) {
      int eighth = whole <= first ? (int) ((end - first) * 8) : (int) ((end - whole) * 8);
      if (eighth > 0 || whole == first) {
        char part = unicode ? EIGHTHS[Math.max(0, Math.min(7, eighth - 1))] : '=';
        cells[Math.max(first, whole)] = part;
      }
    }
  }

  /** Only whole columns wait, and the ends stay blocks: a bar must not look like a gap. */
  private void thin(char[] cells, long from, long to) {
    int first = (int) Math.ceil(column(from));
    int end = (int) Math.floor(Math.min(width, column(to)));
    for (int i = Math.max(0, first); i < end; i++) {
      if (cells[i] != ' ') {
        cells[i] = unicode ? '─' : '-';
      }
    }
  }

  private double column(long nanos) {
    return Math.max(0, Math.min(width, (nanos - start) / nanosPerColumn));
  }
}
