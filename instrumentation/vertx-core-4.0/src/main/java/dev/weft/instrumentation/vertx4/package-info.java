/** Contexts of what Vert.x 4 calls back. */
@NullMarked
package dev.weft.instrumentation.vertx4;

import org.jspecify.annotations.NullMarked;
