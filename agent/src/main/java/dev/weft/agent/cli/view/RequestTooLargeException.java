package dev.weft.agent.cli.view;

import java.io.IOException;

/** A request holds more than the viewer takes into memory. */
final class RequestTooLargeException extends IOException {
  private static final long serialVersionUID = 1;
}
