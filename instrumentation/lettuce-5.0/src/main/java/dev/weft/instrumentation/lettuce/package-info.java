/** Lettuce: commands by its synchronous, asynchronous and reactive interfaces. */
@NullMarked
package dev.weft.instrumentation.lettuce;

import org.jspecify.annotations.NullMarked;
