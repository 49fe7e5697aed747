/** Contexts of what Vert.x 5 calls back. */
@NullMarked
package dev.weft.instrumentation.vertx5;

import org.jspecify.annotations.NullMarked;
