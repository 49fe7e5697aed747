/** Tells Log4j's events which span they belong to. */
@NullMarked
package dev.weft.instrumentation.log4j;

import org.jspecify.annotations.NullMarked;
