/** The agent's own metrics over OTLP; loaded only where an option asks for them. */
@NullMarked
package dev.weft.agent.metrics;

import org.jspecify.annotations.NullMarked;
