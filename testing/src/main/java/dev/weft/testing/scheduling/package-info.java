/** The contract of instrumentations of schedulers. */
@NullMarked
package dev.weft.testing.scheduling;

import org.jspecify.annotations.NullMarked;
