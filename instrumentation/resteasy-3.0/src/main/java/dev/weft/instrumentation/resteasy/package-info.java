/** RESTEasy, both with {@code javax.ws.rs} and with {@code jakarta.ws.rs}. */
@NullMarked
package dev.weft.instrumentation.resteasy;

import org.jspecify.annotations.NullMarked;
