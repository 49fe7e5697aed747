/**
 * The kit for tests of instrumentations: an agent that weaves for real inside the test's JVM, and
 * what it recorded. Contract suites per protocol are in the packages below.
 */
@NullMarked
package dev.weft.testing;

import org.jspecify.annotations.NullMarked;
