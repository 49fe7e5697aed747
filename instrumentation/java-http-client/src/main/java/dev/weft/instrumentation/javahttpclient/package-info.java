/** The HTTP client of {@code java.net.http}, Java 11 and later. */
@NullMarked
package dev.weft.instrumentation.javahttpclient;

import org.jspecify.annotations.NullMarked;
