/** The HTTP server of the JDK, {@code com.sun.net.httpserver}. */
@NullMarked
package dev.weft.instrumentation.jdkhttpserver;

import org.jspecify.annotations.NullMarked;
