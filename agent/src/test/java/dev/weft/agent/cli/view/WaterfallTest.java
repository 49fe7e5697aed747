package dev.weft.agent.cli.view;

import static dev.weft.agent.cli.view.Spans.client;
import static dev.weft.agent.cli.view.Spans.server;
import static dev.weft.agent.cli.view.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final Layout UNICODE = new Layout(120, true, false, false, 100);
  private static final Layout ASCII = new Layout(100, false, false, false, 100);

  @Test
  void showsWhereTheTimeGoesAndWhatFailed() {
    assertThat(draw(UNICODE, order()))
        .isEqualTo(
            """
            ✗ GET /orders/{item} 200 · 48.2 ms · 5 spans · shop, stock · 1 error                    4bf92f3577b34da6a3ce929d0e0e4736
            GET /orders/{item} 200       shop    +0.0  48.2 ms  ██────────────────────────────────────────────────────────────██████
            └─ GET                       shop    +1.4  42.6 ms   ████─────────────────────────────────────────────────────████
               └─ GET /items/{name} 200  stock   +3.1  38.6 ms      ██────────────────────────██────────────────────────██▊
                  ├─ SELECT items        stock   +4.0  17.3 ms       █████████████████████████
                  └─ ✗ UPDATE items      stock  +22.0  18.3 ms                                 █████████████████████████▊
                       JdbcSQLTimeoutException: Timeout trying to lock\\nsecond line
            """);
  }

  @Test
  void drawsInAsciiWhereTheTerminalHasNoMore() {
    assertThat(draw(ASCII, order()))
        .isEqualTo(
            """
            ! GET /orders/{item} 200 | 48.2 ms | 5 spans | shop, stock | 1 error
            trace 4bf92f3577b34da6a3ce929d0e0e4736
            GET /orders/{item} 200       shop    +0.0  48.2 ms  ==-----------------------------------------=====
            `- GET                       shop    +1.4  42.6 ms   ===-------------------------------------===
               `- GET /items/{name} 200  stock   +3.1  38.6 ms     =-----------------=------------------==
                  |- SELECT items        stock   +4.0  17.3 ms     ===================
                  `- ! UPDATE items      stock  +22.0  18.3 ms                       ====================
                       JdbcSQLTimeoutException: Timeout trying to lock\\nsecond line
            """);
    assertThat(draw(ASCII, order())).matches("\\p{ASCII}*");
  }

  @Test
  void showsAttributesOnDemandCutAtTheEdge() {
    String sql = "select " + "x, ".repeat(100);
    String drawn =
        draw(
            new Layout(100, true, false, true, 100),
            span("a", "", "shop", "SELECT", 0, 1, 3, s -> s.attribute("db.query.text", sql)));

    assertThat(drawn).contains("  db.query.text = select x, x,").contains("…");
    assertThat(drawn.lines()).allMatch(line -> Columns.width(line) <= 100);
    assertThat(draw(UNICODE, order())).doesNotContain("http.response.status_code");
  }

  @Test
  void saysWhichParentHasNotCome() {
    assertThat(draw(UNICODE, server("a", "00f067aa0ba902b7", "shop", "GET", 0, 1)))
        .contains("parent 00f067aa0ba902b7 has not come");
  }

  @Test
  void putsTheRootFirstThoughAnOrphanStartedEarlier() {
    assertThat(
            draw(
                UNICODE,
                span("o", "missing", "stock", "orphan", 0, 1),
                server("r", "", "shop", "GET /", 5, 9)))
        .startsWith("GET / 200 · 9.00 ms · 2 spans");
  }

  @Test
  void shiftsAServiceWhoseClockIsWrongAndSaysSo() {
    assertThat(
            draw(
                UNICODE,
                server("a", "", "shop", "GET /", 0, 100),
                client("b", "a", "shop", "GET", 10, 90),
                server("c", "b", "stock", "GET /items", 5_000, 5_060),
                span("d", "c", "stock", "SELECT", 5_010, 5_020)))
        .contains("100.0 ms · 4 spans")
        .contains("~20.0")
        .contains("~30.0")
        .contains("~ the clock of stock is 4,980.0 ms ahead; its spans are shifted");
  }

  @Test
  void leavesAsynchronousSpansThatOutliveTheirParentWhereTheyAre() {
    assertThat(
            draw(
                UNICODE,
                server("a", "", "shop", "POST /jobs", 0, 10),
                span("b", "a", "shop", "job 1", 5, 60),
                span("c", "a", "shop", "job 2", 8, 80)))
        .contains("80.0 ms · 3 spans")
        .contains("+5.0")
        .contains("+8.0")
        .doesNotContain("~");
  }

  @Test
  void drawsAQueryInALoopAsOneLine() {
    List<ReceivedSpan> spans = new ArrayList<>();
    spans.add(server("a", "", "shop", "GET /", 0, 500));
    for (int i = 0; i < 40; i++) {
      spans.add(client("q" + i, "a", "shop", "SELECT lines", 10 * i, 10 * i + 5));
    }

    String drawn = draw(UNICODE, spans.toArray(new ReceivedSpan[0]));

    assertThat(drawn.lines()).hasSize(5);
    assertThat(drawn).contains("└─ 38 more SELECT lines").contains("190.0 ms");
  }

  @Test
  void capsAHugeTraceAndSaysWhatIsLeftOut() {
    List<ReceivedSpan> spans = new ArrayList<>();
    spans.add(server("a", "", "shop", "GET /", 0, 1_000));
    for (int i = 0; i < 999; i++) {
      boolean failed = i == 900;
      spans.add(span("s" + i, "a", "shop", "step " + i, i, i + 1, 1, s -> s.error = failed));
    }

    String drawn = draw(UNICODE, spans.toArray(new ReceivedSpan[0]));

    assertThat(drawn).startsWith("✗ GET / 200 · 1,000.0 ms · 1000 spans · shop · 1 error");
    assertThat(drawn.lines()).hasSize(102);
    assertThat(drawn).contains("900 further spans not drawn, 1 of them with an error");
  }

  @Test
  void survivesAChainAsDeepAsTheTrace() {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      spans.add(span("s" + i, i == 0 ? "" : "s" + (i - 1), "shop", "level " + i, i, 6_000));
    }

    String drawn = draw(new Layout(80, true, false, false, 60), spans.toArray(new ReceivedSpan[0]));

    assertThat(drawn.lines()).allMatch(line -> Columns.width(line) <= 80);
    assertThat(drawn).contains("4940 further spans not drawn");
  }

  @Test
  void survivesSpansThatAreEachOthersParents() {
    assertThat(
            draw(
                UNICODE,
                span("a", "b", "shop", "one", 0, 1),
                span("b", "a", "shop", "two", 0, 1),
                span("c", "c", "shop", "three", 0, 1)))
        .contains("one", "two", "three");
  }

  @Test
  void showsASpanThatCameTwiceOnce() {
    assertThat(
            draw(
                    UNICODE,
                    server("a", "", "shop", "GET", 0, 1),
                    server("a", "", "shop", "GET", 0, 1))
                .lines())
        .hasSize(2);
  }

  @Test
  void letsNoReceivedTextSteerTheTerminal() {
    String evil = "\u001b[2J\u0007\u202e\u009b";

    String drawn =
        draw(
            new Layout(120, true, false, true, 100),
            span(
                "a",
                "",
                evil,
                evil,
                0,
                1,
                1,
                s -> {
                  s.error = true;
                  s.exceptionMessage = evil;
                  s.attribute(evil, evil);
                }));

    assertThat(drawn.chars().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
    assertThat(drawn).doesNotContain("\u202e").contains("\\x1b[2J\\x07\\u202e\\x9b");
  }

  @Test
  void coloursOnlyWhereAsked() {
    Layout coloured = new Layout(120, true, true, false, 100);

    assertThat(draw(coloured, order())).contains("\u001b[1;31m✗ GET /orders/{item} 200\u001b[0m");
    assertThat(draw(coloured, order()).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(draw(UNICODE, order()));
  }

  @Test
  void keepsEveryLineWithinTheWidth() {
    for (int width = 60; width < 200; width += 7) {
      Layout layout = new Layout(width, true, false, true, 100);
      int limit = width;
      assertThat(draw(layout, order()).lines()).allMatch(line -> Columns.width(line) <= limit);
    }
  }

  private static ReceivedSpan[] order() {
    return new ReceivedSpan[] {
      server("a1", "", "shop", "GET /orders/{item}", 0, 48.2),
      client("a2", "a1", "shop", "GET", 1.4, 44),
      server("b1", "a2", "stock", "GET /items/{name}", 3.1, 41.7),
      client("b2", "b1", "stock", "SELECT items", 4.0, 21.3),
      span(
          "b3",
          "b1",
          "stock",
          "UPDATE items",
          22.0,
          40.3,
          ReceivedSpan.CLIENT,
          span -> {
            span.error = true;
            span.exceptionType = "org.h2.jdbc.JdbcSQLTimeoutException";
            span.exceptionMessage = "Timeout trying to lock\nsecond line";
          })
    };
  }

  private static String draw(Layout layout, ReceivedSpan... spans) {
    ReceivedTrace trace = new ReceivedTrace(Arrays.asList(spans), spans.length, false);
    return String.join("\n", Waterfall.draw(trace, layout)) + "\n";
  }
}
