/**
 * Rescue: spans of requests that the head sampler dropped are recorded cheaply and kept until the
 * request has ended, and exported if it failed or was slow.
 *
 * <p>A {@link dev.weft.sampler.rescue.Fragment} is what one process knows of one trace below one
 * local root. Its spans find it through each other; there is no map, and no lock.
 */
@NullMarked
package dev.weft.sampler.rescue;

import org.jspecify.annotations.NullMarked;
