package dev.weft.instrumentation.httpurlconnection;

import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a response: its status, and of the last one its headers. */
final class ReceivedResponse {
  private final int status;
  private @Nullable HttpURLConnection connection;

  ReceivedResponse(int status) {
    this.status = status;
  }

  /** Lets headers be read; before {@code getInputStream} has ended that would begin it anew. */
  ReceivedResponse completeWith(HttpURLConnection answered) {
    ReceivedResponse complete = new ReceivedResponse(status);
    complete.connection = answered;
    return complete;
  }

  int status() {
    return status;
  }

  @Nullable List<String> headers(String name) {
    if (connection == null) {
      return null;
    }
    for (Map.Entry<String, List<String>> header : connection.getHeaderFields().entrySet()) {
      // The status line is there under the name null.
      if (name.equalsIgnoreCase(header.getKey())) {
        return header.getValue();
      }
    }
    return null;
  }
}
