/** What the instrumentations of Reactor and RxJava share. */
@NullMarked
package dev.weft.instrumentation.reactive;

import org.jspecify.annotations.NullMarked;
