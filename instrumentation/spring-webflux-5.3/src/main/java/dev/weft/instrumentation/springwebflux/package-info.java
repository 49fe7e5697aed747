/** Routes and failures of Spring WebFlux. */
@NullMarked
package dev.weft.instrumentation.springwebflux;

import org.jspecify.annotations.NullMarked;
