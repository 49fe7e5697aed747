package example.forwarder;

import java.net.URI;

/** A library that can post. */
interface Client {

  /** Posts a JSON text, reads the answer and tells its status. */
  int post(URI url, String content) throws Exception;
}
