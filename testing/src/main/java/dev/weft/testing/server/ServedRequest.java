package dev.weft.testing.server;

import java.io.IOException;

/** A request as the application of the contract sees it. */
public interface ServedRequest {
  /** The path below the application's. */
  String path();

  /** Answers with a plain text and the header {@code X-Test-Response: here}. */
  void respond(int status, String body) throws IOException;
}
