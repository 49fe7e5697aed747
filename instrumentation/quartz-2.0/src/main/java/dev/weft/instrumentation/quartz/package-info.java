/** Quartz. */
@NullMarked
package dev.weft.instrumentation.quartz;

import org.jspecify.annotations.NullMarked;
