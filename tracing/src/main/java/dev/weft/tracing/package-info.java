/**
 * What an instrumentation calls: operations that become spans, and the settings they obey.
 *
 * <p>An instrumentation starts an operation, which may be refused ({@code null}), and ends it.
 * Names, attributes, status rules, suppression of doubled spans and redaction live below this
 * package, once per protocol.
 */
@NullMarked
package dev.weft.tracing;

import org.jspecify.annotations.NullMarked;
