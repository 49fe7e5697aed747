package dev.weft.testing.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A request as the application of the contract sees it. */
public interface ServedRequest {
  /** The path below the application's. */
  String path();

  /** The request's body, which may still be on its way. */
  InputStream body() throws IOException;

  /** Answers with a plain text and the header {@code X-Test-Response: here}. */
  void respond(int status, String body) throws IOException;

  /** Begins an answer of unknown length; what is flushed goes out. */
  OutputStream stream(int status) throws IOException;
}
