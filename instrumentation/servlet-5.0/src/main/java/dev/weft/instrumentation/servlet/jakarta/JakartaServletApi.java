package dev.weft.instrumentation.servlet.jakarta;

import dev.weft.instrumentation.servlet.AsyncEnd;
import dev.weft.instrumentation.servlet.ServletAnswer;
import dev.weft.instrumentation.servlet.ServletApi;
import dev.weft.tracing.http.HeaderValues;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of {@code jakarta.servlet}. */
final class JakartaServletApi implements ServletApi<HttpServletRequest, HttpServletResponse> {

  @Override
  public @Nullable String method(HttpServletRequest request) {
    return request.getMethod();
  }

  @Override
  public @Nullable String scheme(HttpServletRequest request) {
    return request.getScheme();
  }

  @Override
  public @Nullable String path(HttpServletRequest request) {
    return request.getRequestURI();
  }

  @Override
  public @Nullable String query(HttpServletRequest request) {
    return request.getQueryString();
  }

  @Override
  public @Nullable Iterator<String> headers(HttpServletRequest request, String name) {
    // Most of those asked for are not there, and servers make an enumeration even of nothing.
    return request.getHeader(name) == null ? null : HeaderValues.of(request.getHeaders(name));
  }

  @Override
  public @Nullable String header(HttpServletRequest request, String name) {
    return request.getHeader(name);
  }

  @Override
  public Iterable<String> headerNames(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    return names == null ? Collections.<String>emptyList() : Collections.list(names);
  }

  @Override
  public @Nullable String protocol(HttpServletRequest request) {
    return request.getProtocol();
  }

  @Override
  public @Nullable String peerAddress(HttpServletRequest request) {
    return request.getRemoteAddr();
  }

  @Override
  public int peerPort(HttpServletRequest request) {
    return request.getRemotePort();
  }

  @Override
  public @Nullable String serverAddress(HttpServletRequest request) {
    return request.getServerName();
  }

  @Override
  public int serverPort(HttpServletRequest request) {
    return request.getServerPort();
  }

  @Override
  public @Nullable Object attribute(HttpServletRequest request, String name) {
    return request.getAttribute(name);
  }

  @Override
  public void setAttribute(HttpServletRequest request, String name, Object value) {
    request.setAttribute(name, value);
  }

  @Override
  public boolean isAsyncStarted(HttpServletRequest request) {
    return request.isAsyncStarted();
  }

  @Override
  public void addAsyncListener(HttpServletRequest request, AsyncEnd<HttpServletResponse> end) {
    request.getAsyncContext().addListener(new JakartaAsyncListener(end));
  }

  @Override
  public @Nullable Throwable rootCause(Throwable thrown) {
    return thrown instanceof ServletException ? ((ServletException) thrown).getRootCause() : null;
  }

  @Override
  public boolean isCommitted(HttpServletResponse response) {
    return response.isCommitted();
  }

  @Override
  public int status(HttpServletResponse response) {
    return response.getStatus();
  }

  @Override
  public void addHeader(HttpServletResponse response, String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      HttpServletRequest request, ServletAnswer<HttpServletResponse> answer, String name) {
    return HeaderValues.of(answer.response().getHeaders(name));
  }
}
