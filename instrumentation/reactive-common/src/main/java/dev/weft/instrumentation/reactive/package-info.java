/** What the instrumentations of Reactor and RxJava share: entering a context, and leaving it. */
@NullMarked
package dev.weft.instrumentation.reactive;

import org.jspecify.annotations.NullMarked;
