/**
 * The words in which an instrumentation declares what it weaves. They are read when the plan is
 * compiled; at run time no declaration is loaded.
 */
@NullMarked
package dev.weft.weaver.module;

import org.jspecify.annotations.NullMarked;
