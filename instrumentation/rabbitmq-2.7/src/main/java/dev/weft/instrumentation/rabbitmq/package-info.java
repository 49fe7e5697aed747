/** RabbitMQ's Java client. */
@NullMarked
package dev.weft.instrumentation.rabbitmq;

import org.jspecify.annotations.NullMarked;
