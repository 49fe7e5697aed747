/**
 * What the user asked for: options by OpenTelemetry's names, from system properties, agent
 * arguments, environment and file.
 *
 * <p>Knows neither the SDK nor the exporter. Reading is cheap enough for {@code premain}.
 */
@NullMarked
package dev.weft.agent.config;

import org.jspecify.annotations.NullMarked;
