package org.slf4j;

import org.jspecify.annotations.NullMarked;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives slf4j its provider before anybody asks. Left alone, the first thread that wants a logger
 * looks for providers with a {@link java.util.ServiceLoader}; what others log meanwhile is held
 * against them in six lines on standard error, and an application with few rights on the stack
 * makes it fail. In slf4j's own package, since there is no other way in. The package itself is not
 * marked: for NullAway all of slf4j would be, if the compiler happened to see the mark first.
 */
@NullMarked
public final class AgentLogBinding {
  private AgentLogBinding() {}

  /** Binds slf4j to the provider, unless it has one. */
  public static void bind(SLF4JServiceProvider provider) {
    synchronized (LoggerFactory.class) { // as slf4j does it
      if (LoggerFactory.INITIALIZATION_STATE == LoggerFactory.UNINITIALIZED) {
        provider.initialize();
        LoggerFactory.PROVIDER = provider;
        LoggerFactory.INITIALIZATION_STATE = LoggerFactory.SUCCESSFUL_INITIALIZATION;
      }
    }
  }
}
