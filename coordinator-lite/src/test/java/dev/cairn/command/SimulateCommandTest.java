package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

class SimulateCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int simulate(String... words) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] all = new String[words.length + 1];
    all[0] = "simulate";
    System.arraycopy(words, 0, all, 1, words.length);
    return line.execute(all);
  }

  private Path trace(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  @Test
  void bothWaysSideBySide() throws IOException {
    Path t = trace("a,0,20000\na,30000,90000\nb,0,90000\n");

    assertThat(simulate("--trace", t.toString(), "--jobs", "6", "--lengths", "1h-2h")).isZero();

    assertThat(out.toString().lines().toList())
        .anyMatch(l -> l.matches(" +with migration +without"))
        .anyMatch(l -> l.matches("jobs done +6 of 6 +6 of 6"))
        .anyMatch(l -> l.matches("times a host went away +1 +1"));
  }

  @Test
  void forMachines() throws IOException {
    assertThat(
            simulate("--hosts", "3", "--days", "2", "--jobs", "5", "--migration", "on", "--json"))
        .isZero();

    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("results")).hasSize(1);
    assertThat(report.at("/results/0/way").asText()).isEqualTo("with migration");
    assertThat(report.at("/results/0/jobs").asInt()).isEqualTo(5);
    assertThat(report.at("/results/0/doneAt")).hasSize(report.at("/results/0/done").asInt());
  }

  /** It is XML, draws both ways, and needs nothing from elsewhere. */
  @Test
  void aPlot() throws Exception {
    Path svg = folder.resolve("p.svg");

    assertThat(simulate("--hosts", "3", "--days", "2", "--jobs", "9", "--svg", svg.toString()))
        .isZero();

    Document d = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(d.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(d.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(Files.readString(svg).replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "href", "NaN");
  }

  @Test
  void aTraceThatIsWrongIsToldByLine() throws IOException {
    Path t = trace("a,0,20000\na,x,90000\n");

    assertThat(simulate("--trace", t.toString())).isEqualTo(64);
    assertThat(err.toString()).contains("t.csv:2: 'x' is no number of seconds");
  }
}
