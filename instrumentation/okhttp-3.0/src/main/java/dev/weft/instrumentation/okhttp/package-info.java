/** OkHttp 3.0 and later. */
@NullMarked
package dev.weft.instrumentation.okhttp;

import org.jspecify.annotations.NullMarked;
