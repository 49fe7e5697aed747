/** Routes of Spring MVC on {@code javax.servlet}. */
@NullMarked
package dev.weft.instrumentation.springwebmvc.javax;

import org.jspecify.annotations.NullMarked;
