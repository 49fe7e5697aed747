/**
 * Head sampling: decides at the start of a local root whether its trace is recorded, and hands
 * everyone downstream the same answer.
 */
@NullMarked
package dev.weft.sampler;

import org.jspecify.annotations.NullMarked;
