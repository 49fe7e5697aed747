/**
 * Real brokers and databases for tests. Needs {@code org.testcontainers:testcontainers}, which a
 * module that uses this package declares.
 */
@NullMarked
package dev.weft.testing.container;

import org.jspecify.annotations.NullMarked;
