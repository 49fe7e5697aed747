package dev.weft.instrumentation.netty;

import org.jspecify.annotations.Nullable;

/** The side of a connection on which messages are encoded. */
interface Outbound {

  /** A message is about to be encoded. */
  void encoding(Object message);

  /**
   * A message has been encoded.
   *
   * @param thrown why it has not
   */
  void encoded(Object message, @Nullable Throwable thrown);
}
