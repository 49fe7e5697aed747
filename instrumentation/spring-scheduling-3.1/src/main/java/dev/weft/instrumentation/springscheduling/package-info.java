/** Spring's {@code @Scheduled}. */
@NullMarked
package dev.weft.instrumentation.springscheduling;

import org.jspecify.annotations.NullMarked;
