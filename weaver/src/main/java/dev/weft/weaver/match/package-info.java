/**
 * Decides, for every class that the JVM loads, whether the plan weaves it: nearly always "no",
 * within about a microsecond.
 */
@NullMarked
package dev.weft.weaver.match;

import org.jspecify.annotations.NullMarked;
