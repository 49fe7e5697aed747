/** A service in a named module that reads nothing but these two. */
module example.relay {
  requires java.net.http;
  requires jdk.httpserver;
}
