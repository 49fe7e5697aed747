package dev.weft.agent.cli.view;

import java.util.List;

/** The spans of one trace that have come until now. */
final class ReceivedTrace {
  final List<ReceivedSpan> spans;

  /** How many came, those that were too many to be kept included. */
  final int received;

  /** Whether it was shown before, with fewer spans. */
  final boolean shownBefore;

  ReceivedTrace(List<ReceivedSpan> spans, int received, boolean shownBefore) {
    this.spans = spans;
    this.received = received;
    this.shownBefore = shownBefore;
  }
}
