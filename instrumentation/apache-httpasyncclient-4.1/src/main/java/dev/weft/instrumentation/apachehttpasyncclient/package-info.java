/** Apache HttpAsyncClient 4.1. */
@NullMarked
package dev.weft.instrumentation.apachehttpasyncclient;

import org.jspecify.annotations.NullMarked;
