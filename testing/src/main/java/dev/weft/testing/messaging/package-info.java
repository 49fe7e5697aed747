/** What is true of every messaging library's instrumentation. */
@NullMarked
package dev.weft.testing.messaging;

import org.jspecify.annotations.NullMarked;
