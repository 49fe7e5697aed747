package dev.weft.exporter.otlp;

import java.io.IOException;

/** What came back is not an HTTP response. Trying again would not change that. */
final class MalformedResponseException extends IOException {

  private static final long serialVersionUID = 1;

  MalformedResponseException(String message) {
    super(message);
  }
}
