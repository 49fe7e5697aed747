/** Lets stages of a {@code CompletableFuture} run in the context in which they were attached. */
@NullMarked
package dev.weft.instrumentation.completablefuture;

import org.jspecify.annotations.NullMarked;
