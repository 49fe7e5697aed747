/** What log events say of the span that they belong to. */
@NullMarked
package dev.weft.tracing.log;

import org.jspecify.annotations.NullMarked;
