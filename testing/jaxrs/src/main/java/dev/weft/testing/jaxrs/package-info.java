/** The contract of the modules that name the routes of JAX-RS resources. */
@NullMarked
package dev.weft.testing.jaxrs;

import org.jspecify.annotations.NullMarked;
