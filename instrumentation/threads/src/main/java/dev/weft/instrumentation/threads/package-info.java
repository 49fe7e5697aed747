/** Lets threads begin in the context in which they were started. */
@NullMarked
package dev.weft.instrumentation.threads;

import org.jspecify.annotations.NullMarked;
