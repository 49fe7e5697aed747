/** Any database behind {@code java.sql}: statements, batches, and the databases' URLs. */
@NullMarked
package dev.weft.instrumentation.jdbc;

import org.jspecify.annotations.NullMarked;
