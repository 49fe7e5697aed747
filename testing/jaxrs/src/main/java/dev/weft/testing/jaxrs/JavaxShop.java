package dev.weft.testing.jaxrs;

import java.util.Set;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.container.AsyncResponse;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.container.Suspended;
import javax.ws.rs.core.Application;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

/** The application of the contract, by the API that is called javax. */
public final class JavaxShop extends Application {
  /** The servlet's parameter that names an application. */
  public static final String PARAMETER = "javax.ws.rs.Application";

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(Users.class, Aborting.class, Failures.class);
  }

  @Path("users")
  public static class Users {
    @GET
    public String all() {
      return "all";
    }

    @GET
    @Path("{id: [0-9]+}")
    public String one(@PathParam("id") String id) {
      return id;
    }

    @Path("/{id: [0-9]+}/orders/")
    public Orders orders() {
      return new Orders();
    }

    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response) {
      new Thread(() -> response.resume("later")).start();
    }

    @GET
    @Path("failing")
    public String failing() {
      throw new IllegalStateException("contract");
    }
  }

  public static class Orders {
    @GET
    public String all() {
      return "orders";
    }

    @GET
    @Path("{order}")
    public String one() {
      return "order";
    }
  }

  @PreMatching
  public static class Aborting implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      if (request.getUriInfo().getQueryParameters().containsKey("abort")) {
        request.abortWith(Response.status(403).build());
      }
    }
  }

  public static class Failures implements ExceptionMapper<IllegalStateException> {
    @Override
    public Response toResponse(IllegalStateException failure) {
      return Response.status(418).build();
    }
  }
}
