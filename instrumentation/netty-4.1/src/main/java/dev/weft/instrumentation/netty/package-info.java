/** HTTP by Netty's codecs. */
@NullMarked
package dev.weft.instrumentation.netty;

import org.jspecify.annotations.NullMarked;
