package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.overhead.BarChart.Bar;
import dev.weft.benchmarks.overhead.BarChart.Panel;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTest {
  private static final Bar OURS = new Bar("Weft", true, 1, 0.9, 1.2);
  private static final Bar THEIRS = new Bar("A & B", false, 10, 9, 11);

  @Test
  void isWellFormedAndNeedsNothingElse() throws Exception {
    String svg = svg(OURS, THEIRS);

    assertThat(parse(svg).getTagName()).isEqualTo("svg");
    assertThat(svg.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "href");
  }

  @Test
  void drawsBarsAsLongAsTheirValues() throws Exception {
    NodeList bars = parse(svg(OURS, THEIRS)).getElementsByTagName("rect");

    assertThat(width(bars, 1) / width(bars, 0)).isBetween(9.9, 10.1);
  }

  @Test
  void drawsNothingForWhatCostsLessThanNothing() throws Exception {
    NodeList bars =
        parse(svg(new Bar("Weft", true, -0.5, -0.7, -0.2), THEIRS)).getElementsByTagName("rect");

    assertThat(width(bars, 0)).isZero();
  }

  @Test
  void saysEachValue() {
    assertThat(svg(OURS, THEIRS)).contains(">+1.00 s<", ">+10.00 s<", ">A &amp; B<");
  }

  private static String svg(Bar... bars) {
    List<Panel> panels = List.of(new Panel("an application", List.of(bars)));
    return new BarChart("A chart", Measure.START_CPU, panels).svg();
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static double width(NodeList bars, int index) {
    return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
  }
}
