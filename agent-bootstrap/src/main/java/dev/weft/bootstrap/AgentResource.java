package dev.weft.bootstrap;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import org.jspecify.annotations.Nullable;

/**
 * An open resource of the agent's jar.
 *
 * <p>Its URL carries its handler: neither is a protocol registered, nor is the JVM's table of
 * protocols initialised, so that an application can still call {@link
 * URL#setURLStreamHandlerFactory}.
 */
final class AgentResource extends URLConnection {
  private final byte[] content;

  private AgentResource(URL url, byte[] content) {
    super(url);
    this.content = content;
  }

  /** The URL of a resource that the jar has. */
  static @Nullable URL url(AgentJar jar, String name) {
    PrivilegedExceptionAction<URL> create =
        new PrivilegedExceptionAction<URL>() {
          @Override
          public URL run() throws MalformedURLException {
            return new URL("weft", null, -1, "/" + name, new Handler(jar));
          }
        };
    try {
      return AccessController.doPrivileged(create); // to name a handler takes a permission
    } catch (PrivilegedActionException malformed) {
      return null;
    }
  }

  @Override
  public void connect() {
    connected = true;
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(content);
  }

  @Override
  public long getContentLengthLong() {
    return content.length;
  }

  /** Opens resources of one jar. */
  private static final class Handler extends URLStreamHandler {
    private final AgentJar jar;

    Handler(AgentJar jar) {
      this.jar = jar;
    }

    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      byte[] content = jar.resource(url.getPath().substring(1));
      if (content == null) {
        throw new FileNotFoundException(url.toString());
      }
      return new AgentResource(url, content);
    }
  }
}
