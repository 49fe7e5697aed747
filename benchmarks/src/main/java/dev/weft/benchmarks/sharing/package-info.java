/** Starts of a service whose classes come from an archive, with and without the agent. */
@NullMarked
package dev.weft.benchmarks.sharing;

import org.jspecify.annotations.NullMarked;
