/** gRPC, client and server. */
@NullMarked
package dev.weft.instrumentation.grpc;

import org.jspecify.annotations.NullMarked;
