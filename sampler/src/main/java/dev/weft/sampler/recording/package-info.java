/**
 * The spans that record: an operation's, if it is sampled, and those that rescue keeps for the case
 * that they are worth it. They are OpenTelemetry's in all that can be seen of them, and cost less:
 * attributes lie in one array, and what only an exporter asks for is made on its thread.
 */
@NullMarked
package dev.weft.sampler.recording;

import org.jspecify.annotations.NullMarked;
