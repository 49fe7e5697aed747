/** The HTTP client behind {@code java.net.URL}: {@code sun.net.www.protocol.http(s)}. */
@NullMarked
package dev.weft.instrumentation.httpurlconnection;

import org.jspecify.annotations.NullMarked;
