/**
 * Reads which database a JDBC URL names.
 *
 * <p>Whatever a URL holds, reading it ends, in time linear in its length, and nothing of it but
 * host, port and database name gets out: users, passwords and other properties never do.
 */
@NullMarked
package dev.weft.instrumentation.jdbc.url;

import org.jspecify.annotations.NullMarked;
