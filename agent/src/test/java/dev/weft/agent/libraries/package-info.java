/**
 * The table of supported libraries: made from the instrumentations themselves, held against their
 * tests.
 */
@NullMarked
package dev.weft.agent.libraries;

import org.jspecify.annotations.NullMarked;
