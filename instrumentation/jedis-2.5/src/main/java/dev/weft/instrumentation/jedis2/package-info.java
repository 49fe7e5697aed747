/** Jedis up to 3: commands, pipelines and transactions. */
@NullMarked
package dev.weft.instrumentation.jedis2;

import org.jspecify.annotations.NullMarked;
