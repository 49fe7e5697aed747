/** Jetty's own handlers, and what stands on them. */
@NullMarked
package dev.weft.instrumentation.jettyserver;

import org.jspecify.annotations.NullMarked;
