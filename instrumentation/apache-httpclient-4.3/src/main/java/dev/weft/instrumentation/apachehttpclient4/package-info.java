/** Apache HttpClient 4.3 and later. */
@NullMarked
package dev.weft.instrumentation.apachehttpclient4;

import org.jspecify.annotations.NullMarked;
