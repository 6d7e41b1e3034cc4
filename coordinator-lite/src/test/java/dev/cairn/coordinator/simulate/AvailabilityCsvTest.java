package dev.cairn.coordinator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.simulate.Availability.Host;
import dev.cairn.coordinator.simulate.Availability.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityCsvTest {
  private static Availability parse(String text) {
    return AvailabilityCsv.parse("t.csv", text.lines().toList());
  }

  @Test
  void linesInAnyOrder() {
    Availability a =
        parse(
            """
            host,from,until
            # a remark

            b, 10, 20.5
            a,30,40
            a,0,10
            a,10,12
            """);

    assertThat(a.hosts())
        .containsExactly(
            new Host("a", List.of(new Span(0, 12_000), new Span(30_000, 40_000))),
            new Host("b", List.of(new Span(10_000, 20_500))));
    assertThat(a.end()).isEqualTo(40_000);
    assertThat(a.millis(31_000)).isEqualTo(12_000 + 1_000 + 10_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,1                | t.csv:1: 'a,1' is not host,from,until",
        "a,x,3              | t.csv:1: 'x' is no number of seconds",
        "a,-1,3             | t.csv:1: '-1' is no number of seconds",
        "a,5,5              | t.csv:1: from 5000 until 5000 is no time",
        "' ,1,2'            | t.csv:1: ',1,2' is not host,from,until",
        "# nothing          | t.csv: no host in it",
      })
  void saysWhatIsWrongAndWhere(String line, String message) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHostIsNotThereTwice() {
    assertThatThrownBy(() -> parse("a,0,10\na,9,12"))
        .hasMessageContaining("t.csv: a is there twice");
  }
}
