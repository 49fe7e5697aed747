/** Jedis 4 and later: commands, pipelines and transactions. */
@NullMarked
package dev.weft.instrumentation.jedis4;

import org.jspecify.annotations.NullMarked;
