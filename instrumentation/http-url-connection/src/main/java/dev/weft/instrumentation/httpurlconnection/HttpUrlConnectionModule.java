package dev.weft.instrumentation.httpurlconnection;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The JDK's {@code HttpURLConnection}, plain and over TLS. */
public final class HttpUrlConnectionModule implements InstrumentationModule {
  private static final String[] NONE = {};
  private static final String CONNECTION = "sun.net.www.protocol.http.HttpURLConnection";

  @Override
  public String name() {
    return "http-url-connection";
  }

  @Override
  public void define(ModuleDefinition module) {
    // The delegate behind https connections overrides connect() and inherits the rest.
    module.advise(
        named(CONNECTION, "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection"),
        method("connect", "getOutputStream", "getInputStream").parameters(NONE),
        Call.class);
    module.advise(named(CONNECTION), method("disconnect").parameters(NONE), Disconnect.class);
    module.advise(named(CONNECTION), method("writeRequests").parameters(NONE), WriteRequests.class);
    module.advise(
        named("java.net.HttpURLConnection"),
        method("getResponseCode").parameters(NONE),
        Status.class);
    module.advise(
        named("sun.net.www.http.HttpClient"),
        method("writeRequests")
            .parameters("sun.net.www.MessageHeader", "sun.net.www.http.PosterOutputStream"),
        WriteHeaders.class);
    module.export("java.base", "sun.net.www");
  }

  /** A method by which the application, or the connection itself, gets things going. */
  static final class Call {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Exchange enter(
        @Advice.This HttpURLConnection connection, @Advice.Origin("#m") String method) {
      return Exchange.enter(connection, method);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Exchange exchange,
        @Advice.This HttpURLConnection connection,
        @Advice.Origin("#m") String method,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (exchange != null) {
        exchange.exit(connection, method, thrown);
      }
    }
  }

  /** The application gives up before it has asked for the response. */
  static final class Disconnect {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This HttpURLConnection connection) {
      Exchange.abandon(connection);
    }
  }

  /** A response has come; asked from within {@code getInputStream} after each of them. */
  static final class Status {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This HttpURLConnection connection, @Advice.Return int status) {
      Exchange.received(connection, status);
    }
  }

  /** A request is about to be written: the first, or one more after a redirect or a challenge. */
  static final class WriteRequests {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Exchange enter(@Advice.This HttpURLConnection connection) {
      return Exchange.beginWriting(connection);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Exchange exchange) {
      if (exchange != null) {
        exchange.endWriting();
      }
    }
  }

  /** The headers go out, and ours with them. */
  static final class WriteHeaders {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Object enter(@Advice.Argument(0) Object headers) {
      return Exchange.withTraceHeaders(headers);
    }
  }
}
