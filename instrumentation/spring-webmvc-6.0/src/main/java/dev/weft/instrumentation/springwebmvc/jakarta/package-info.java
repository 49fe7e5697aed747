/** Routes of Spring MVC on {@code jakarta.servlet}. */
@NullMarked
package dev.weft.instrumentation.springwebmvc.jakarta;

import org.jspecify.annotations.NullMarked;
