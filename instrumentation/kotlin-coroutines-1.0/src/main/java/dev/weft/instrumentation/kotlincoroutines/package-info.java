/** Each Kotlin coroutine runs in a context of its own, on whichever thread it is resumed. */
@NullMarked
package dev.weft.instrumentation.kotlincoroutines;

import org.jspecify.annotations.NullMarked;
