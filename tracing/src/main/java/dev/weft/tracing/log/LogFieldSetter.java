package dev.weft.tracing.log;

/**
 * Writes one field into a log event's context.
 *
 * @param <C> the context's type in the logging library
 */
public interface LogFieldSetter<C> {
  /** Sets a field, unless the carrier has one of this name. */
  void setIfAbsent(C carrier, String key, String value);
}
