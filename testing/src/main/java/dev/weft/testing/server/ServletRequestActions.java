package dev.weft.testing.server;

import java.io.IOException;

/** What an application can do with a request by the Servlet API. */
public interface ServletRequestActions extends ServedRequest {
  void sendError(int status) throws IOException;

  void forward(String path) throws Exception;

  void include(String path) throws Exception;

  Async startAsync();

  /** A request that is served asynchronously. */
  interface Async {
    void timeoutAfter(long millis);

    void dispatch(String path);

    void complete();
  }
}
