/**
 * Puts {@code java.lang.WeftBridge} into {@code java.lang}.
 *
 * <p>A package of its own, inside the agent's class loader: {@code java.lang} has to be opened to
 * the module that does this, and the module of the visible bootstrap classes is the application's.
 */
@NullMarked
package dev.weft.bridge;

import org.jspecify.annotations.NullMarked;
