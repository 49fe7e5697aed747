/** Sends spans by the OpenTelemetry Protocol (OTLP). */
@NullMarked
package dev.weft.exporter.otlp;

import org.jspecify.annotations.NullMarked;
