/** What holds for the instrumentation of every library of reactive chains. */
@NullMarked
package dev.weft.testing.reactive;

import org.jspecify.annotations.NullMarked;
