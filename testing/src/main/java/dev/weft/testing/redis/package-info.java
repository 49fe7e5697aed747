/** The contract of instrumentations of Redis clients, on a real Redis. */
@NullMarked
package dev.weft.testing.redis;

import org.jspecify.annotations.NullMarked;
