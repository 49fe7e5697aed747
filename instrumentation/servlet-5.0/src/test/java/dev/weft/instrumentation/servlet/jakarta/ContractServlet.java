package dev.weft.instrumentation.servlet.jakarta;

import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.ServletRequestActions;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

final class ContractServlet extends HttpServlet {
  static final String[] MAPPINGS = {
    "/success",
    "/context",
    "/echo",
    "/not-found",
    "/error",
    "/exception",
    "/large",
    "/send-error",
    "/forward",
    "/include",
    "/async/*"
  };

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      ContractApplication.serve(new Actions(request, response));
    } catch (ServletException | IOException e) {
      throw e;
    } catch (Exception e) {
      // As frameworks do; the span tells of what is inside.
      throw new ServletException("wrapped", e);
    }
  }

  private record Actions(HttpServletRequest request, HttpServletResponse response)
      implements ServletRequestActions {

    @Override
    public String path() {
      Object included = request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH);
      if (included != null) {
        return included.toString();
      }
      String rest = request.getPathInfo();
      return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    @Override
    public void respond(int status, String body) throws IOException {
      response.setStatus(status);
      response.setHeader("X-Test-Response", "here");
      response.getWriter().write(body);
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }

    @Override
    public OutputStream stream(int status) throws IOException {
      response.setStatus(status);
      return response.getOutputStream();
    }

    @Override
    public void sendError(int status) throws IOException {
      response.sendError(status);
    }

    @Override
    public void forward(String path) throws Exception {
      request.getRequestDispatcher(path).forward(request, response);
    }

    @Override
    public void include(String path) throws Exception {
      request.getRequestDispatcher(path).include(request, response);
    }

    @Override
    public Async startAsync() {
      return new Started(request.startAsync(request, response));
    }
  }

  private record Started(AsyncContext context) implements ServletRequestActions.Async {
    @Override
    public void timeoutAfter(long millis) {
      context.setTimeout(millis);
    }

    @Override
    public void dispatch(String path) {
      context.dispatch(path);
    }

    @Override
    public void complete() {
      context.complete();
    }
  }
}
