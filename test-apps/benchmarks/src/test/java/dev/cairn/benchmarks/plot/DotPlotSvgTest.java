package dev.cairn.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.benchmarks.plot.DotPlot.Dot;
import dev.cairn.benchmarks.plot.DotPlot.Line;
import dev.cairn.benchmarks.plot.DotPlot.Row;
import dev.cairn.benchmarks.plot.DotPlot.Scale;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DotPlotSvgTest {
  /** Two rows of two series, of which the second row has only one. */
  private static final DotPlot PLOT =
      new DotPlot(
          "a < b & c",
          "times",
          Scale.LOGARITHMIC,
          List.of("Cairn", "peer"),
          List.of(new Line("goal", 2)),
          List.of(
              new Row("first", Map.of("Cairn", new Dot(1, 0.5, 2), "peer", Dot.exact(4))),
              new Row("second", Map.of("peer", Dot.exact(8)))));

  /** A parser takes it, and what is a sign of XML stays a letter. */
  @Test
  void wellFormed() throws Exception {
    Element root = parsed(PLOT).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(texts(PLOT)).contains("a < b & c", "first", "second", "times", "goal", "peer");
  }

  /** Dots lie on the axis: equal factors are equal distances, and the goal is where it says. */
  @Test
  void dotsLieWhereTheirValuesAre() throws Exception {
    List<Element> dots = dots(PLOT);
    assertThat(dots).hasSize(3);
    double one = number(dots.get(0), "cx");
    double four = number(dots.get(1), "cx");
    double eight = number(dots.get(2), "cx");
    assertThat(eight - four).isCloseTo((four - one) / 2, within(0.2));
    double goal = number(only(PLOT, "line", e -> e.hasAttribute("stroke-dasharray")), "x1");
    assertThat(goal).isCloseTo((one + four) / 2, within(0.2));
  }

  @Test
  void aWhiskerReachesFromItsLowToItsHigh() throws Exception {
    Element dot = dots(PLOT).get(0);
    String y = dot.getAttribute("cy");
    Element whisker = only(PLOT, "line", e -> y.equals(e.getAttribute("y1")));
    double one = number(dot, "cx");
    assertThat(one - number(whisker, "x1")).isCloseTo(number(whisker, "x2") - one, within(0.2));
    assertThat(number(whisker, "x2") - one).isGreaterThan(20);
  }

  @Test
  void rowsAndSeriesLieBelowEachOtherInTheirColours() throws Exception {
    List<Element> dots = dots(PLOT);
    assertThat(dots.stream().map(d -> number(d, "cy")).toList()).isSorted().doesNotHaveDuplicates();
    assertThat(dots.get(2).getAttribute("fill")).isEqualTo(dots.get(1).getAttribute("fill"));
    assertThat(dots.get(0).getAttribute("fill")).isNotEqualTo(dots.get(1).getAttribute("fill"));
  }

  /** A legend of many long names goes on in the next line. */
  @Test
  void nothingIsDrawnOutside() throws Exception {
    List<String> series = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      series.add("a contender with quite a long name " + i);
    }
    Map<String, Dot> all = Map.of(series.get(0), new Dot(3, 0.001, 4e6));
    DotPlot wide =
        new DotPlot("t", "a", Scale.LINEAR, series, List.of(), List.of(new Row("r", all)));
    Element svg = parsed(wide).getDocumentElement();
    for (String tag : List.of("circle", "line", "text")) {
      for (Element e : elements(wide, tag)) {
        for (String across : List.of("x", "cx", "x1", "x2")) {
          assertThat(number(e, across)).isBetween(0.0, number(svg, "width"));
        }
        for (String down : List.of("y", "cy", "y1", "y2")) {
          assertThat(number(e, down)).isBetween(0.0, number(svg, "height"));
        }
      }
    }
  }

  @Test
  void whatCannotBeDrawnIsNoModel() {
    assertThatThrownBy(() -> new Dot(1, 2, 3)).hasMessageContaining("is not within");
    assertThatThrownBy(() -> new Dot(Double.NaN, 2, 3)).hasMessageContaining("is not within");
    List<Row> zero = List.of(new Row("r", Map.of("s", Dot.exact(0))));
    assertThatThrownBy(
            () -> new DotPlot("t", "a", Scale.LOGARITHMIC, List.of("s"), List.of(), zero))
        .hasMessageContaining("no place for 0");
    assertThatThrownBy(() -> new DotPlot("t", "a", Scale.LINEAR, List.of("other"), List.of(), zero))
        .hasMessageContaining("other series");
  }

  /** Those of the rows: the legend's stand in the order of the series before them. */
  private static List<Element> dots(DotPlot plot) throws Exception {
    List<Element> all = elements(plot, "circle");
    return all.subList(plot.series().size(), all.size());
  }

  private static List<String> texts(DotPlot plot) throws Exception {
    return elements(plot, "text").stream().map(Element::getTextContent).toList();
  }

  private static Element only(DotPlot plot, String tag, Function<Element, Boolean> which)
      throws Exception {
    List<Element> found = elements(plot, tag).stream().filter(which::apply).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<Element> elements(DotPlot plot, String tag) throws Exception {
    NodeList nodes = parsed(plot).getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** 0 for one that it does not have. */
  private static double number(Element e, String attribute) {
    return e.hasAttribute(attribute) ? Double.parseDouble(e.getAttribute(attribute)) : 0;
  }

  private static Document parsed(DotPlot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(DotPlotSvg.of(plot))));
  }
}
