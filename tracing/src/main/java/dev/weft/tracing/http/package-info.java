/**
 * HTTP server and client operations after the OpenTelemetry semantic conventions for HTTP spans.
 *
 * <p>"Conventions" in this package's comments means {@code docs/http/http-spans.md} of version
 * 1.45.0 unless another document is named.
 */
@NullMarked
package dev.weft.tracing.http;

import org.jspecify.annotations.NullMarked;
