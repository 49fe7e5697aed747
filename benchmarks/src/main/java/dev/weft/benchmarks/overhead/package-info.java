/**
 * What agents cost an application: Weft beside its peers, in JVMs of their own, in interleaved
 * rounds. Plain Java without libraries: see {@code benchmarks/overhead}.
 */
@NullMarked
package dev.weft.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
