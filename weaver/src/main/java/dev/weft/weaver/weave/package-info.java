/** Puts the plan's calls into class files, with ASM and without loading a class. */
@NullMarked
package dev.weft.weaver.weave;

import org.jspecify.annotations.NullMarked;
