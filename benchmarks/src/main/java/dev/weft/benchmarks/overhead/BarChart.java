package dev.weft.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars in panels, as SVG that needs nothing else and follows the reader's choice of
 * light or dark. Each panel has a scale of its own, as the values stand beside the bars.
 */
final class BarChart {
  /**
   * One bar.
   *
   * @param ours whether it stands out
   */
  record Bar(String label, boolean ours, double value, double lowest, double highest) {}

  /** Bars that are compared. */
  record Panel(String title, List<Bar> bars) {}

  private static final int WIDTH = 760;
  private static final int LABELS = 180;
  private static final int VALUES = 90;
  private static final int TITLE = 44;
  private static final int PANEL_TITLE = 34;
  private static final int ROW = 26;
  private static final int BAR = 16;
  private static final int GAP = 14;

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
        .title { font-size: 16px; font-weight: 600; }
        .panel { font-weight: 600; fill: #59636e; }
        .label { text-anchor: end; }
        .bar { fill: #b9c2cc; }
        .ours { fill: #0f766e; }
        .range { stroke: #59636e; stroke-width: 1.5; }
        .axis { stroke: #d1d9e0; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .panel { fill: #9198a1; }
          .bar { fill: #545d68; }
          .ours { fill: #2dd4bf; }
          .range { stroke: #b3bcc6; }
          .axis { stroke: #3d444d; }
        }
      </style>
      """;

  private final String title;
  private final Measure measure;
  private final List<Panel> panels;
  private final StringBuilder svg = new StringBuilder();
  private int y;

  BarChart(String title, Measure measure, List<Panel> panels) {
    this.title = title;
    this.measure = measure;
    this.panels = panels;
  }

  String svg() {
    int height = TITLE + GAP;
    for (Panel panel : panels) {
      height += height(panel);
    }
    svg.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
            WIDTH, height, WIDTH, height, escaped(title)));
    svg.append(STYLE);
    text("title", 16, 28, title);
    y = TITLE;
    for (Panel panel : panels) {
      draw(panel);
    }
    return svg.append("</svg>\n").toString();
  }

  private static int height(Panel panel) {
    return PANEL_TITLE + panel.bars().size() * ROW + GAP;
  }

  private void draw(Panel panel) {
    text("panel", LABELS, y + 22, panel.title());
    int top = y + PANEL_TITLE;
    double most = 0;
    for (Bar bar : panel.bars()) {
      most = Math.max(most, Math.max(bar.value(), bar.highest()));
    }
    double scale = most > 0 ? (WIDTH - LABELS - VALUES) / most : 0;
    for (int i = 0; i < panel.bars().size(); i++) {
      draw(panel.bars().get(i), top + i * ROW, scale);
    }
    line("axis", LABELS, top - 2, LABELS, top + panel.bars().size() * ROW - 6);
    y += height(panel);
  }

  private void draw(Bar bar, int top, double scale) {
    text("label", LABELS - 10, top + 13, bar.label());
    double length = Math.max(0, bar.value()) * scale;
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"bar%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
            bar.ours() ? " ours" : "",
            LABELS,
            top,
            length,
            BAR));
    double from = LABELS + Math.max(0, bar.lowest()) * scale;
    double to = LABELS + Math.max(0, bar.highest()) * scale;
    if (to > from) {
      line("range", from, top + BAR / 2.0, to, top + BAR / 2.0);
    }
    double end = Math.max(LABELS + length, to);
    text("value", end + 8, top + 13, measure.formatDifference(bar.value()) + " " + measure.unit());
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            style,
            x1,
            y1,
            x2,
            y2));
  }

  private void text(String style, double x, double baseline, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            style,
            x,
            baseline,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
