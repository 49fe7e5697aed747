/** The contract of executor instrumentations. */
@NullMarked
package dev.weft.testing.executor;

import org.jspecify.annotations.NullMarked;
