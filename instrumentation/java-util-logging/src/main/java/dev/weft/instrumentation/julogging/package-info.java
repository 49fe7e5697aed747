/** Tells the records of java.util.logging which span they belong to. */
@NullMarked
package dev.weft.instrumentation.julogging;

import org.jspecify.annotations.NullMarked;
