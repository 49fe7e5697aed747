/** Runs of scheduled jobs: each begins a trace of its own. */
@NullMarked
package dev.weft.tracing.scheduling;

import org.jspecify.annotations.NullMarked;
