/** Listeners of Guava's futures run in the context in which they were added. */
@NullMarked
package dev.weft.instrumentation.guava;

import org.jspecify.annotations.NullMarked;
