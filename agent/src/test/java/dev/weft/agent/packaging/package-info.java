/** What must be true of the packaged jar. */
@NullMarked
package dev.weft.agent.packaging;

import org.jspecify.annotations.NullMarked;
