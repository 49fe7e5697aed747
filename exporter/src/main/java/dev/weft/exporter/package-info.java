/**
 * The way of an ended span out of the process: a queue that never blocks, a worker that batches, a
 * sender, and an account of what became of every span.
 */
@NullMarked
package dev.weft.exporter;

import org.jspecify.annotations.NullMarked;
