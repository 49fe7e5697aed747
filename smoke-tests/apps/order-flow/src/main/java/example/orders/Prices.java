package example.orders;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A WebFlux service that knows what everything costs. */
public final class Prices {
  private Prices() {}

  public static void main(String[] arguments) throws Exception {
    AnnotationConfigApplicationContext context =
        new AnnotationConfigApplicationContext(PriceController.class);
    DisposableServer server =
        HttpServer.create()
            .host("localhost")
            .port(0)
            .handle(
                new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.applicationContext(context).build()))
            .bindNow();
    Life.serve(server.port());
  }
}
