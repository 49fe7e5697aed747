/** The command line of the agent's jar. No part of a traced application's start. */
@NullMarked
package dev.weft.agent.cli;

import org.jspecify.annotations.NullMarked;
