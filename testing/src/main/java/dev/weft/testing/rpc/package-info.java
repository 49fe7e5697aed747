/** What every instrumentation of an RPC library does, on both sides. */
@NullMarked
package dev.weft.testing.rpc;

import org.jspecify.annotations.NullMarked;
