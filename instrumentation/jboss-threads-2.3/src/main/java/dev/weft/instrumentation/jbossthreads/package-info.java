/** Hands the context over to tasks that an application gives to a thread pool of JBoss'. */
@NullMarked
package dev.weft.instrumentation.jbossthreads;

import org.jspecify.annotations.NullMarked;
