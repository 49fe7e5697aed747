/** What the number of instrumentation modules costs a service's start. */
@NullMarked
package dev.weft.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
