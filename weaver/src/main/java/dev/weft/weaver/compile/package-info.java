/**
 * The plan compiler: reads a module's declarations and advice when the module is built, and writes
 * its part of the weaving plan. Never loaded at run time.
 */
@NullMarked
package dev.weft.weaver.compile;

import org.jspecify.annotations.NullMarked;
