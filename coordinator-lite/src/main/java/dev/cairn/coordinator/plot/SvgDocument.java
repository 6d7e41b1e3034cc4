package dev.cairn.coordinator.plot;

import java.util.Locale;

/**
 * Writes SVG: shapes in the order in which they are drawn; places in pixels from the top left, to a
 * tenth. Not thread-safe.
 */
public final class SvgDocument {
  private final StringBuilder text = new StringBuilder();

  /** An empty white one; the title is what a pointing device shows. */
  public SvgDocument(int width, int height, String title) {
    text.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n",
            width,
            height,
            width,
            height));
    text.append("<title>").append(escaped(title)).append("</title>\n");
    rectangle(0, 0, width, height, "#ffffff");
  }

  /** A filled rectangle; one of negative width has none. */
  public void rectangle(double x, double y, double width, double height, String fill) {
    add(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x, y, Math.max(0, width), height, fill);
  }

  /** A line, a pixel wide. */
  public void line(double x1, double y1, double x2, double y2, String stroke) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        x1, y1, x2, y2, stroke);
  }

  /** A line of dashes, a pixel wide. */
  public void dashes(double x1, double y1, double x2, double y2, String stroke) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-dasharray=\"5"
            + " 4\"/>",
        x1, y1, x2, y2, stroke);
  }

  /** A filled circle. */
  public void circle(double x, double y, double radius, String fill) {
    add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, fill);
  }

  /** A line along points, {@code x y x y …}. */
  public void path(String points, String stroke) {
    add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, stroke);
  }

  /**
   * A text.
   *
   * @param anchor start, middle or end
   */
  public void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(words));
  }

  /** A point of a {@link #path}. */
  public static String point(double x, double y) {
    return String.format(Locale.ROOT, "%.1f %.1f ", x, y);
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The whole, closed. */
  public String end() {
    return text + "</svg>\n";
  }
}
