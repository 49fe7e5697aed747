/** Trace context and baggage on the wire: W3C Trace Context level 2, W3C Baggage, B3, Jaeger. */
@NullMarked
package dev.weft.propagation;

import org.jspecify.annotations.NullMarked;
