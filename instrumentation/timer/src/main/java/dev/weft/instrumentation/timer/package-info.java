/** Lets tasks of a {@code java.util.Timer} run in the context in which they were scheduled. */
@NullMarked
package dev.weft.instrumentation.timer;

import org.jspecify.annotations.NullMarked;
