package dev.weft.instrumentation.resteasy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URI;
import org.jboss.resteasy.spi.HttpRequest;

/**
 * What is the same to read in all versions, but not in byte code: classes have become interfaces,
 * and one method answers types of three names.
 */
final class ResteasyApi {
  private static final MethodHandle FULL_PATH;
  private static final MethodHandle URI_INFO;
  private static final MethodHandle BASE_URI;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> method =
          Class.forName(
              "org.jboss.resteasy.spi.metadata.ResourceLocator",
              false,
              HttpRequest.class.getClassLoader());
      FULL_PATH =
          lookup
              .findVirtual(method, "getFullpath", MethodType.methodType(String.class))
              .asType(MethodType.methodType(String.class, Object.class));
      Method uri = HttpRequest.class.getMethod("getUri");
      URI_INFO =
          lookup.unreflect(uri).asType(MethodType.methodType(Object.class, HttpRequest.class));
      BASE_URI =
          lookup
              .findVirtual(uri.getReturnType(), "getBaseUri", MethodType.methodType(URI.class))
              .asType(MethodType.methodType(URI.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private ResteasyApi() {}

  /** The paths of a class and its method, as written; without a path it is empty. */
  static String fullPath(Object method) {
    try {
      String path = (String) FULL_PATH.invokeExact(method);
      return path == null ? "" : path;
    } catch (Throwable t) {
      throw new IllegalStateException("getFullpath", t);
    }
  }

  /** The path of the application. */
  static String basePath(HttpRequest request) {
    try {
      Object info = (Object) URI_INFO.invokeExact(request);
      URI base = (URI) BASE_URI.invokeExact(info);
      return base.getPath();
    } catch (Throwable t) {
      throw new IllegalStateException("getBaseUri", t);
    }
  }
}
