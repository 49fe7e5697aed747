@NullMarked
package dev.weft.bootstrap;

import org.jspecify.annotations.NullMarked;
