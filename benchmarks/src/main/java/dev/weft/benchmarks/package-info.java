/** Microbenchmarks of what runs per class load and per request. */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
