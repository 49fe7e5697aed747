package dev.weft.exporter;

import org.jspecify.annotations.Nullable;

/**
 * What became of one batch, as its sender reports it. Spans that a sender does not report, because
 * an error got in its way, count as dropped with {@link DropReason#ERROR}.
 *
 * <p>Not safe for use by several threads.
 */
public final class Delivery {

  private final SpanAccounting accounting;
  private final ExportEffort effort;
  private int unreported;
  private @Nullable DropReason failure;

  Delivery(SpanAccounting accounting, ExportEffort effort) {
    this.accounting = accounting;
    this.effort = effort;
  }

  /** Starts the account of the next batch. One object serves all, so that this cannot fail. */
  void open(int spans) {
    unreported = spans;
    failure = null;
  }

  /**
   * Reports a request that is about to go out.
   *
   * @param bodyBytes the size of its body
   * @param again whether it has been sent before
   */
  public void requested(int bodyBytes, boolean again) {
    effort.addRequest(bodyBytes, again);
  }

  /**
   * Reports a request that failed, whether or not it is tried again.
   *
   * @param why one line without secrets
   */
  public void failed(String why) {
    effort.failed(why);
  }

  /** Reports spans that arrived. */
  public void exported(int spans) {
    accounting.addExported(claim(spans));
  }

  /** Reports spans that are lost. */
  public void dropped(DropReason reason, int spans) {
    int lost = claim(spans);
    if (lost > 0) {
      failure = reason;
      accounting.addDropped(reason, lost);
    }
  }

  /** Settles what was not reported, and says whether the whole batch arrived. */
  boolean close() {
    dropped(DropReason.ERROR, unreported);
    return failure == null;
  }

  /** Why spans of the batch were lost, the last reason if there are several; null if none was. */
  @Nullable DropReason failure() {
    return failure;
  }

  /** Keeps the account exact even if a sender were to report a span twice. */
  private int claim(int spans) {
    int claimed = Math.min(spans, unreported);
    unreported -= claimed;
    return claimed;
  }
}
