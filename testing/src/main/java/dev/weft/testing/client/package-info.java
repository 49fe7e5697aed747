/** The contract of HTTP client instrumentations. */
@NullMarked
package dev.weft.testing.client;

import org.jspecify.annotations.NullMarked;
