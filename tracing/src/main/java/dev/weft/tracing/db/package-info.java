/**
 * Database client operations after the OpenTelemetry semantic conventions for database spans.
 *
 * <p>"Conventions" in this package's comments means {@code docs/db/database-spans.md} and {@code
 * docs/db/sql.md} of version 1.45.0 unless another document is named.
 */
@NullMarked
package dev.weft.tracing.db;

import org.jspecify.annotations.NullMarked;
