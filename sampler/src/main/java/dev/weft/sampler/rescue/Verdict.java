package dev.weft.sampler.rescue;

import org.jspecify.annotations.Nullable;

/** What became of a fragment. */
enum Verdict {
  /** Rescued: its root failed. */
  ERROR("error"),
  /** Rescued: its root took longer than it may. */
  SLOW("slow"),
  /** Rescued before its end, which did not come in time. */
  STUCK("stuck"),
  /** Rescued because a service that it called has rescued its own part. */
  DOWNSTREAM("downstream"),
  /** Nothing was wrong with it. */
  DISCARDED(null),
  /** Gave way to others for lack of memory. */
  EVICTED(null),
  /** Was to be rescued, when too many others had just been. */
  SUPPRESSED(null);

  private final @Nullable String reason;

  Verdict(@Nullable String reason) {
    this.reason = reason;
  }

  /** Why the fragment is rescued, as its spans tell it; null if it is not. */
  @Nullable String reason() {
    return reason;
  }

  boolean rescues() {
    return reason != null;
  }
}
