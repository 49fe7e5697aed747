/** What every instrumentation of an HTTP server must do, as tests that a library only adapts. */
@NullMarked
package dev.weft.testing.server;

import org.jspecify.annotations.NullMarked;
