/** Kafka's producer and consumer. */
@NullMarked
package dev.weft.instrumentation.kafkaclients;

import org.jspecify.annotations.NullMarked;
