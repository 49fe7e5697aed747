/**
 * RPC client and server operations after the OpenTelemetry semantic conventions for RPC spans.
 *
 * <p>"Conventions" in this package's comments means {@code docs/rpc/rpc-spans.md} and the document
 * of the system in question, {@code docs/rpc/grpc.md} say, of version 1.45.0.
 */
@NullMarked
package dev.weft.tracing.rpc;

import org.jspecify.annotations.NullMarked;
