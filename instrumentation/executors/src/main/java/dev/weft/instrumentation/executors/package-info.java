/** Hands the submitter's context over to tasks of the JDK's thread pools. */
@NullMarked
package dev.weft.instrumentation.executors;

import org.jspecify.annotations.NullMarked;
