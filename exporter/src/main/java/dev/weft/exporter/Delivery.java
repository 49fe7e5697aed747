package dev.weft.exporter;

/**
 * What became of one batch, as its sender reports it. Spans that a sender does not report, because
 * an error got in its way, count as dropped with {@link DropReason#ERROR}.
 *
 * <p>Not safe for use by several threads.
 */
public final class Delivery {

  private final SpanAccounting accounting;
  private int unreported;
  private boolean complete;

  Delivery(SpanAccounting accounting) {
    this.accounting = accounting;
  }

  /** Starts the account of the next batch. One object serves all, so that this cannot fail. */
  void open(int spans) {
    unreported = spans;
    complete = true;
  }

  /** Reports spans that arrived. */
  public void exported(int spans) {
    accounting.addExported(claim(spans));
  }

  /** Reports spans that are lost. */
  public void dropped(DropReason reason, int spans) {
    int lost = claim(spans);
    if (lost > 0) {
      complete = false;
      accounting.addDropped(reason, lost);
    }
  }

  /** Settles what was not reported, and says whether the whole batch arrived. */
  boolean close() {
    dropped(DropReason.ERROR, unreported);
    return complete;
  }

  /** Keeps the account exact even if a sender were to report a span twice. */
  private int claim(int spans) {
    int claimed = Math.min(spans, unreported);
    unreported -= claimed;
    return claimed;
  }
}
