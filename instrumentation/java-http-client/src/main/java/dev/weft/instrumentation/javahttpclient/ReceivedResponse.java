package dev.weft.instrumentation.javahttpclient;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;

/** What the client has received before it reads the body: its internal {@code Response}. */
final class ReceivedResponse {
  private static final MethodHandle STATUS;
  private static final MethodHandle HEADERS;
  private static final MethodHandle VERSION;

  static {
    try {
      Class<?> type =
          Class.forName(
              "jdk.internal.net.http.Response", false, HttpRequest.class.getClassLoader());
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      STATUS = find(lookup, type, "statusCode", int.class);
      HEADERS = find(lookup, type, "headers", HttpHeaders.class);
      VERSION = find(lookup, type, "version", HttpClient.Version.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int status;
  private final HttpHeaders headers;
  private final HttpClient.Version version;

  private ReceivedResponse(int status, HttpHeaders headers, HttpClient.Version version) {
    this.status = status;
    this.headers = headers;
    this.version = version;
  }

  private static MethodHandle find(
      MethodHandles.Lookup lookup, Class<?> type, String name, Class<?> returns)
      throws ReflectiveOperationException {
    return lookup
        .findVirtual(type, name, MethodType.methodType(returns))
        .asType(MethodType.methodType(returns, Object.class));
  }

  static ReceivedResponse of(Object response) {
    try {
      return new ReceivedResponse(
          (int) STATUS.invokeExact(response),
          (HttpHeaders) HEADERS.invokeExact(response),
          (HttpClient.Version) VERSION.invokeExact(response));
    } catch (Throwable t) {
      throw new IllegalStateException("Response", t);
    }
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }

  HttpClient.Version version() {
    return version;
  }
}
