/**
 * Keeps the agent from doing harm: under pressure it does less, and more again when it has passed.
 * What it looks at, what counts as pressure, and what is then left out are three separate things.
 */
@NullMarked
package dev.weft.agent.governor;

import org.jspecify.annotations.NullMarked;
