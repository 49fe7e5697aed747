/**
 * What the instrumentations of {@code javax.servlet} and {@code jakarta.servlet} share: everything
 * that does not name a type of theirs.
 */
@NullMarked
package dev.weft.instrumentation.servlet;

import org.jspecify.annotations.NullMarked;
