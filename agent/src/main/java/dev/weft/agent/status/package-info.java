/** What the agent knows of itself, put together when somebody asks. */
@NullMarked
package dev.weft.agent.status;

import org.jspecify.annotations.NullMarked;
