package dev.weft.exporter;

import org.jspecify.annotations.Nullable;

/** Hears of each batch that was sent, on the thread that sent it. Must not throw, nor take long. */
public interface ExportObserver {

  /**
   * Called after a batch.
   *
   * @param nanos what it took, retries included
   * @param spans how many it had
   * @param failure why spans of it were lost, the last reason if there are several; null if none
   *     was
   */
  void exported(long nanos, int spans, @Nullable DropReason failure);
}
