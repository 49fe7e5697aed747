/** Notices that the application brings JMX up. */
@NullMarked
package dev.weft.instrumentation.platformmbeans;

import org.jspecify.annotations.NullMarked;
