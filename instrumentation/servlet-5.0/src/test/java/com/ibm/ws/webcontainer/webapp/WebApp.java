package com.ibm.ws.webcontainer.webapp;

import com.ibm.websphere.servlet.error.ServletErrorReport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Stands in for Open Liberty's. */
public final class WebApp {
  public void sendError(
      HttpServletRequest request, HttpServletResponse response, ServletErrorReport report) {
    response.setStatus(404);
  }
}
