/**
 * The agent's own log: an slf4j provider that writes lines to stderr or a file. The application's
 * logging is never touched, and neither is {@code java.util.logging}.
 */
@NullMarked
package dev.weft.agent.logging;

import org.jspecify.annotations.NullMarked;
