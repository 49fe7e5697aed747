package example.redeployed;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what its work says. */
@WebServlet("/work")
public final class WorkServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private transient Work work;

  @Override
  public void init() {
    work = new Work();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(work.answer(request.getParameter("next")));
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  @Override
  public void destroy() {
    work.close();
  }
}
