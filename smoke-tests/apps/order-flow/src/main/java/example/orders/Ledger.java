package example.orders;

import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;

/** Answers over gRPC what the prices' service says. Argument: that service's address. */
public final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);

  private Ledger() {}

  public static void main(String[] arguments) throws Exception {
    WebClient prices = WebClient.create(arguments[0]);
    Server server =
        ServerBuilder.forPort(0)
            .addService(
                ServerServiceDefinition.builder("example.Pricing")
                    .addMethod(
                        Texts.PRICE,
                        ServerCalls.asyncUnaryCall((item, answer) -> answer(prices, item, answer)))
                    .build())
            .build()
            .start();
    Life.serve(server.getPort());
  }

  private static void answer(WebClient prices, String item, StreamObserver<String> answer) {
    prices
        .get()
        .uri("/prices/{item}", item)
        .retrieve()
        .bodyToMono(String.class)
        .subscribe(
            price -> {
              log.info("ledger says {} is {}", item, price);
              answer.onNext(price);
              answer.onCompleted();
            },
            answer::onError);
  }
}
