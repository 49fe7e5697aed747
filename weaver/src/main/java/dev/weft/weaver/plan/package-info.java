/** The weaving plan: what the build decides about every instrumentation, as data. */
@NullMarked
package dev.weft.weaver.plan;

import org.jspecify.annotations.NullMarked;
