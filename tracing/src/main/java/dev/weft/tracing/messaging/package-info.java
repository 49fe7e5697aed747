/**
 * Operations on messages after the OpenTelemetry semantic conventions for messaging spans.
 *
 * <p>"Conventions" in this package's comments means {@code docs/messaging/messaging-spans.md} of
 * version 1.45.0.
 */
@NullMarked
package dev.weft.tracing.messaging;

import org.jspecify.annotations.NullMarked;
