/** Undertow's own handlers, and what stands on them. */
@NullMarked
package dev.weft.instrumentation.undertow;

import org.jspecify.annotations.NullMarked;
