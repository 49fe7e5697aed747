/** Jersey, both with {@code javax.ws.rs} and with {@code jakarta.ws.rs}. */
@NullMarked
package dev.weft.instrumentation.jersey;

import org.jspecify.annotations.NullMarked;
