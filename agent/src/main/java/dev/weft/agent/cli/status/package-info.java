/** {@code status}: asks a running JVM what its agent knows of itself. */
@NullMarked
package dev.weft.agent.cli.status;

import org.jspecify.annotations.NullMarked;
