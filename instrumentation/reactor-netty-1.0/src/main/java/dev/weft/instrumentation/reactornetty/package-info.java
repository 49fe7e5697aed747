/** Reactor Netty's HTTP client, which Spring's {@code WebClient} uses. */
@NullMarked
package dev.weft.instrumentation.reactornetty;

import org.jspecify.annotations.NullMarked;
