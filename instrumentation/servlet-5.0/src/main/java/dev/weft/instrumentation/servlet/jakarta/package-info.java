/** The Servlet API in the package {@code jakarta.servlet}. */
@NullMarked
package dev.weft.instrumentation.servlet.jakarta;

import org.jspecify.annotations.NullMarked;
