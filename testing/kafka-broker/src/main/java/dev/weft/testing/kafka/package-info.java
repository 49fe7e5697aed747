/** A real Kafka broker for tests. */
@NullMarked
package dev.weft.testing.kafka;

import org.jspecify.annotations.NullMarked;
