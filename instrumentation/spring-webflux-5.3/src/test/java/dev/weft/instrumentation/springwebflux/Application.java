package dev.weft.instrumentation.springwebflux;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Controllers, router functions, a filter. What they answer is the span that they see. */
@Configuration(proxyBeanMethods = false)
@EnableWebFlux
class Application implements WebFluxConfigurer {

  static String current() {
    return Span.current().getSpanContext().getSpanId();
  }

  @Bean
  RouterFunction<ServerResponse> orders() {
    return nest(
        path("/orders"),
        nest(
            path("/{order}"),
            route(
                    GET("/lines/{line}"),
                    request ->
                        ServerResponse.ok()
                            .body(
                                Mono.delay(Duration.ofMillis(1)).map(tick -> current()),
                                String.class))
                .andRoute(GET(""), request -> Mono.error(new IllegalStateException("contract")))));
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/files/**").addResourceLocations("classpath:/none/");
  }

  /** Answers early, or goes on elsewhere. */
  @Bean
  WebFilter filter() {
    return (exchange, chain) -> {
      if (exchange.getRequest().getPath().value().startsWith("/closed")) {
        exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
        return exchange.getResponse().setComplete();
      }
      exchange.getResponse().getHeaders().set("X-Filter", current());
      return Mono.just(exchange).publishOn(Schedulers.parallel()).flatMap(chain::filter);
    };
  }

  @RestController
  @RequestMapping("/users")
  static class Users {

    @GetMapping("/{id}")
    Mono<String> user(@PathVariable("id") String id) {
      return Mono.fromSupplier(Application::current).subscribeOn(Schedulers.boundedElastic());
    }

    @GetMapping("/{id}/broken")
    Mono<String> broken(@PathVariable("id") String id) {
      return Mono.delay(Duration.ofMillis(1))
          .flatMap(tick -> Mono.error(new IllegalStateException("contract")));
    }

    @GetMapping("/{id}/refused")
    Mono<String> refused(@PathVariable("id") String id) {
      return Mono.error(new ResponseStatusException(HttpStatus.CONFLICT));
    }

    @GetMapping("/{id}/handled")
    Mono<String> handled(@PathVariable("id") String id) {
      return Mono.delay(Duration.ofMillis(1)).flatMap(tick -> Mono.error(new Handled()));
    }

    @ExceptionHandler(Handled.class)
    String answer() {
      return current();
    }
  }

  static final class Handled extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
