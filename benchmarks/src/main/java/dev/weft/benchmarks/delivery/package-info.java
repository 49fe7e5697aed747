/**
 * A service with the packaged agent, under load, and a collector that is there, silent or comes and
 * goes: what this does to the service's memory in the long run, and to its answers' latency. Plain
 * Java without libraries: see {@code benchmarks/soak} and {@code benchmarks/latency}.
 */
@NullMarked
package dev.weft.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
