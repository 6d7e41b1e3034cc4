package dev.cairn.agent.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.snapshot.format.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionParserTest {
  @Test
  void nothingGivenIsSensible() {
    AgentOptions o = OptionParser.parse(null);
    assertThat(o.every()).isEqualTo(Duration.ofSeconds(60));
    assertThat(o.keep()).isEqualTo(2);
    assertThat(o.stopDeadline()).isEqualTo(Duration.ofSeconds(60));
    assertThat(o.dir()).isNull();
    assertThat(o.countsExactly()).isFalse();
  }

  @Test
  void theDiskChoosesTheCompressionUnlessALevelIsGiven() {
    assertThat(OptionParser.parse(null).compress()).isEqualTo(Compression.BY_DISK);
    assertThat(OptionParser.parse("compress=auto").compress()).isEqualTo(Compression.BY_DISK);
    assertThat(OptionParser.parse("compress=6").compress()).isEqualTo(new Compression(6));
    assertThat(Compression.parse("auto")).as("of a single file").isEmpty();
  }

  @Test
  void everyOptionIsRead() {
    AgentOptions o =
        OptionParser.parse(
            "dir=/a\\,b,every=500ms,keep=3,loops=A#b;C#d:12,root=A#m,stop-at=7,"
                + "snapshot-at=9:2:5,stop-after=2h,stop-deadline=10m,progress,report=/r");
    assertThat(o.dir()).isEqualTo(Path.of("/a,b"));
    assertThat(o.every()).isEqualTo(Duration.ofMillis(500));
    assertThat(o.keep()).isEqualTo(3);
    assertThat(o.loops()).isEqualTo("A#b;C#d:12");
    assertThat(o.root()).isEqualTo("A#m");
    assertThat(o.stopAt()).isEqualTo(7);
    assertThat(o.snapshotAt()).isEqualTo(List.of(2L, 5L, 9L));
    assertThat(o.stopAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(o.stopDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(o.progress()).isTrue();
    assertThat(o.countsExactly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "evry=60s ~ unknown option 'evry'",
        "every=60x ~ not a duration",
        "every=s ~ not a duration",
        "every=99999999999999h ~ not a duration",
        "every= ~ needs a value",
        "keep=0 ~ out of range",
        "keep=two ~ not a whole number",
        "stop-at=0 ~ out of range",
        "snapshot-at=1:x ~ not a whole number",
        "fresh=yes ~ takes no value",
        "fresh,resume=/f ~ exclude each other",
        "keep=1,keep=2 ~ given twice",
        "strict=yes ~ takes no value",
        "scan=xml ~ none of text, json",
        "accept=clock;clocks ~ 'clocks' is no source of differences; there are math,",
      })
  void badOptionsAreNamed(String text, String message) {
    assertThatThrownBy(() -> OptionParser.parse(text))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(message);
  }
}
