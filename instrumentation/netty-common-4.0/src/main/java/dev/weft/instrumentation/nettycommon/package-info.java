/** Hands the context over to tasks that an application gives to an event loop of Netty's. */
@NullMarked
package dev.weft.instrumentation.nettycommon;

import org.jspecify.annotations.NullMarked;
