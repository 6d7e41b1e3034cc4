package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArrayTest {
  private static JobArray read(String text) {
    return new JobArray.Text().convert(text);
  }

  @Test
  void numbers() {
    assertThat(read("1-5").numbers()).containsExactly(1, 2, 3, 4, 5);
    assertThat(read("7-7").numbers()).containsExactly(7);
    assertThat(read("0-95:10").numbers()).startsWith(0, 10).endsWith(80, 90).hasSize(10);
  }

  @ParameterizedTest
  @CsvSource({
    "5, is not an array",
    "1-, is not an array",
    "-1-3, is not an array",
    "5-1, has no numbers",
    "1-5:0, has no numbers",
    "0-10000, more than 10000",
    "1-9999999999, is not an array"
  })
  void nonsense(String text, String why) {
    assertThatThrownBy(() -> read(text)).hasMessageContaining(why);
  }

  @Test
  void wordsOfEachJob() {
    List<String> words = List.of("-Dseed=%a", "Main", "out-%a-%a", "7");
    assertThat(JobArray.isNamedIn(words)).isTrue();
    assertThat(JobArray.isNamedIn(List.of("Main", "7"))).isFalse();
    assertThat(JobArray.with(words, 12)).containsExactly("-Dseed=12", "Main", "out-12-12", "7");
  }
}
