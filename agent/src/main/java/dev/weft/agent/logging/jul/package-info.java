/**
 * Stands in for {@code java.util.logging} in the agent's dependencies, which the packaged jar
 * relocates to this package: initialising the real one before the application's {@code main} would
 * ignore a log manager that {@code main} chooses. Has what the dependencies call, and no more.
 */
@NullMarked
package dev.weft.agent.logging.jul;

import org.jspecify.annotations.NullMarked;
