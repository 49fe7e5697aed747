/** Apache HttpClient 5, classic and asynchronous. */
@NullMarked
package dev.weft.instrumentation.apachehttpclient5;

import org.jspecify.annotations.NullMarked;
