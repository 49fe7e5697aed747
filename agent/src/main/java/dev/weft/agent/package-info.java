/**
 * The assembly: reads what is configured, weaves, and puts tracing together beside the
 * application's {@code main}.
 */
@NullMarked
package dev.weft.agent;

import org.jspecify.annotations.NullMarked;
