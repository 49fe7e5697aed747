/** Runs an RxJava chain's functions in the context in which the chain was subscribed. */
@NullMarked
package dev.weft.instrumentation.rxjava;

import org.jspecify.annotations.NullMarked;
