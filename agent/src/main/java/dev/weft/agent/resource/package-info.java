/**
 * Who the spans are from: service, process, host, operating system and container, by the entities
 * of the semantic conventions. Runs on a thread of the agent's own, and never asks JMX.
 */
@NullMarked
package dev.weft.agent.resource;

import org.jspecify.annotations.NullMarked;
