package example.redeployed;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.annotation.WebServlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

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
