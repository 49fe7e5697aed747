/** Routes of Vert.x Web's {@code Router}. */
@NullMarked
package dev.weft.instrumentation.vertxweb;

import org.jspecify.annotations.NullMarked;
