/** Hands the context over to tasks that an application gives to a thread pool of Jetty's. */
@NullMarked
package dev.weft.instrumentation.jettyutil;

import org.jspecify.annotations.NullMarked;
