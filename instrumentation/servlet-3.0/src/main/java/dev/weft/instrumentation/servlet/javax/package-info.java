/** The Servlet API in the package {@code javax.servlet}. */
@NullMarked
package dev.weft.instrumentation.servlet.javax;

import org.jspecify.annotations.NullMarked;
