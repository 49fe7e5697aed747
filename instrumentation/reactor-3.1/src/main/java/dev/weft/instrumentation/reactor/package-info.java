/** Runs a Reactor chain's functions in the context in which the chain was subscribed. */
@NullMarked
package dev.weft.instrumentation.reactor;

import org.jspecify.annotations.NullMarked;
