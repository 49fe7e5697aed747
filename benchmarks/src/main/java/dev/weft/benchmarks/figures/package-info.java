/** What several benchmarks count and sum up. */
@NullMarked
package dev.weft.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
