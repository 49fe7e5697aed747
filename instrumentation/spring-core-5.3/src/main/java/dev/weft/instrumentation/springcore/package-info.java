/** Hands the context over to tasks that Spring starts a thread for. */
@NullMarked
package dev.weft.instrumentation.springcore;

import org.jspecify.annotations.NullMarked;
