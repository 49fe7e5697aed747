package dev.weft.sampler;

import org.jspecify.annotations.Nullable;

/**
 * What decides where no rule does, after OpenTelemetry's parent-based sampler: a root, and four for
 * spans that have a parent. Immutable.
 */
final class Delegates {
  final Choice root;
  final Choice remoteSampled;
  final Choice remoteNotSampled;

  /** Null to do as the parent does. */
  final @Nullable Choice localSampled;

  /** Null to do as the parent does. */
  final @Nullable Choice localNotSampled;

  /** Whether rules are for traces that begin here only, unless they are forced. */
  final boolean parentBased;

  Delegates(
      boolean parentBased,
      Choice root,
      Choice remoteSampled,
      Choice remoteNotSampled,
      @Nullable Choice localSampled,
      @Nullable Choice localNotSampled) {
    this.parentBased = parentBased;
    this.root = root;
    this.remoteSampled = remoteSampled;
    this.remoteNotSampled = remoteNotSampled;
    this.localSampled = localSampled;
    this.localNotSampled = localNotSampled;
  }
}
