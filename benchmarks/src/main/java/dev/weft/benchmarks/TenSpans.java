package dev.weft.benchmarks;

import dev.weft.tracing.db.DatabaseGetter;
import dev.weft.tracing.db.DatabaseOperation;
import dev.weft.tracing.db.DatabaseTracing;
import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import dev.weft.tracing.http.HttpClientGetter;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.HttpServerGetter;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import dev.weft.tracing.http.RouteSource;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of ten spans: one served, eight SQL statements, one call to another service. */
final class TenSpans {
  private static final Map<String, List<String>> HEADERS =
      Map.of("host", List.of("shop.example:8080"), "user-agent", List.of("curl/8.5.0"));
  private static final String[] STATEMENTS = {
    "select * from users where id = 1",
    "select name, price from items where id in (1, 2, 3)",
    "update carts set total = 3 where id = 8",
    "insert into log (a, b) values (1, 2)"
  };

  private final HttpServerTracing<String, Integer> server =
      new HttpServerTracing<>("servlet-5.0", new Server());
  private final HttpClientTracing<String, Integer> client =
      new HttpClientTracing<>("java-http-client", new Client());
  private final DatabaseTracing<String> database = new DatabaseTracing<>("jdbc", new Database());
  private final Map<String, String> sent = new HashMap<>();

  Map<String, String> serve() {
    HttpServerOperation<String, Integer> operation = server.start("/users/42");
    if (operation == null) {
      throw new IllegalStateException("no tracing");
    }
    HttpRoute.update(operation.context(), "/users/{id}", RouteSource.CONTROLLER);
    for (int i = 0; i < 8; i++) {
      DatabaseOperation call = database.start(STATEMENTS[i % STATEMENTS.length]);
      if (call != null) {
        call.end(null);
      }
    }
    HttpClientOperation<String, Integer> call = client.start("http://stock.example/items/7");
    if (call != null) {
      call.inject(sent, Setter.INSTANCE);
      call.end(200, null);
    }
    operation.end(200, null);
    return sent;
  }

  enum Setter implements TextMapSetter<Map<String, String>> {
    INSTANCE;

    @Override
    public void set(@Nullable Map<String, String> headers, String name, String value) {
      if (headers != null) {
        headers.put(name, value);
      }
    }
  }

  static final class Server implements HttpServerGetter<String, Integer> {
    @Override
    public String method(String path) {
      return "GET";
    }

    @Override
    public String scheme(String path) {
      return "http";
    }

    @Override
    public String path(String path) {
      return path;
    }

    @Override
    public @Nullable String query(String path) {
      return "page=2";
    }

    @Override
    public @Nullable Iterator<String> headers(String path, String name) {
      List<String> values = HEADERS.get(name);
      return values == null ? null : values.iterator();
    }

    @Override
    public Iterable<String> headerNames(String path) {
      return HEADERS.keySet();
    }

    @Override
    public String protocol(String path) {
      return "HTTP/1.1";
    }

    @Override
    public String peerAddress(String path) {
      return "10.0.0.9";
    }

    @Override
    public int peerPort(String path) {
      return 47_110;
    }

    @Override
    public int status(String path, Integer response) {
      return response;
    }

    @Override
    public @Nullable Iterator<String> responseHeaders(String path, Integer response, String name) {
      return null;
    }
  }

  static final class Client implements HttpClientGetter<String, Integer> {
    @Override
    public String method(String url) {
      return "GET";
    }

    @Override
    public String url(String url) {
      return url;
    }

    @Override
    public String serverAddress(String url) {
      return "stock.example";
    }

    @Override
    public int serverPort(String url) {
      return -1;
    }

    @Override
    public @Nullable Iterator<String> requestHeaders(String url, String name) {
      return null;
    }

    @Override
    public int status(String url, Integer response) {
      return response;
    }

    @Override
    public @Nullable Iterator<String> responseHeaders(String url, Integer response, String name) {
      return null;
    }
  }

  static final class Database implements DatabaseGetter<String> {
    private static final DbInfo INFO =
        new DbInfo("postgresql", SqlDialect.POSTGRESQL, "shop", "db.example", 5432);

    @Override
    public DbInfo info(String call) {
      return INFO;
    }

    @Override
    public String query(String call) {
      return call;
    }
  }
}
