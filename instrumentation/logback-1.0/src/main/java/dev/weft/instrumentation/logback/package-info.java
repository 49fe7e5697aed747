/** Tells Logback's events which span they belong to. */
@NullMarked
package dev.weft.instrumentation.logback;

import org.jspecify.annotations.NullMarked;
