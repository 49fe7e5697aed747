/** The packaged agent on real JVMs, servers and databases. */
@NullMarked
package dev.weft.smoke;

import org.jspecify.annotations.NullMarked;
