package dev.weft.smoke;

import dev.weft.testing.container.ServiceContainer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service with a pool of connections to a PostgreSQL that comes and goes at one address. */
final class PooledService implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BreakableLink link;
  private final JavaProcess process;
  private final String base;
  private ServiceContainer database;

  /** Starts both, with the agent, or without it if there is no collector. */
  PooledService(Jdk jdk, @Nullable OtlpReceiver collector) throws Exception {
    database = startDatabase();
    link = new BreakableLink(database.port());
    List<String> options = new ArrayList<>();
    if (collector != null) {
      options.addAll(List.of(collector.options()));
      options.add(SpanAccount.OPTION);
    }
    options.addAll(List.of("-cp", Weft.classPath("pooled"), "example.pooled.Stock"));
    options.add("jdbc:postgresql://localhost:" + link.port() + "/smoke");
    String[] arguments = options.toArray(String[]::new);
    process =
        JavaProcess.start(
            collector == null ? Weft.plainJava(jdk, arguments) : Weft.java(jdk, arguments));
    String listening = process.awaitOut("listening on ");
    base = "http://localhost:" + listening.substring("listening on ".length());
  }

  private static ServiceContainer startDatabase() {
    return ServiceContainer.of("postgresql", 5432).start();
  }

  /** So many short queries, one after the other. */
  List<Answer> ask(int count) throws IOException, InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(ask());
    }
    return answers;
  }

  /** A short query. */
  Answer ask() throws IOException, InterruptedException {
    var response = client.send(request("/stock"), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** Begins a query that takes minutes. */
  LongQuery askForLong() throws InterruptedException {
    CompletableFuture<Answer> answer =
        client
            .sendAsync(request("/long"), BodyHandlers.ofString())
            .thenApply(response -> new Answer(response.statusCode(), response.body()));
    process.awaitOut("asks for /long");
    return () -> answer.get(2, TimeUnit.MINUTES);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).build();
  }

  /** Sends SIGKILL to the database; connections to it are reset from now on. */
  void killDatabase() {
    database.close();
    link.reset();
  }

  /** Starts another one at the same address. */
  void startDatabaseAgain() {
    database = startDatabase();
    link.heal(database.port());
  }

  /** Ends it in good order. */
  JavaProcess.Result end() throws InterruptedException {
    return process.awaitEnd();
  }

  @Override
  public void close() throws Exception {
    process.close();
    link.close();
    database.close();
  }

  /** What the service says to a query. */
  record Answer(int status, String body) {
    boolean well() {
      return status == 200;
    }

    /** Without its numbers, which tell how long it took. */
    Answer withoutNumbers() {
      return new Answer(status, body.replaceAll("\\d+", "#"));
    }
  }

  /** A query on its way. */
  interface LongQuery {
    /** Waits for the answer. */
    Answer answer() throws Exception;
  }
}
