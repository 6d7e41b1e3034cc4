package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case written in one JVM, read in another that is set up differently. */
class CorpusTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "0, -XX:+UseParallelGC, 0, -Xshare:off",
    "0, -XX:+UseZGC, 0, -XX:-UseCompressedOops",
    "0, -XX:+UseSerialGC, 0, -XX:-CompactStrings",
    "25, -XX:+UseShenandoahGC, 25, -XX:+UseCompactObjectHeaders",
  })
  void movesTo(int from, String fromOption, int to, String toOption) throws Exception {
    List<String> written = CorpusRun.write(from, List.of(fromOption, CorpusRun.LIGHT), dir);
    List<String> read = CorpusRun.read(to, List.of(toOption), dir);
    assertThat(written).hasSize(Corpus.cases().size()).allMatch(l -> l.endsWith(": ok"));
    assertThat(read).hasSize(Corpus.cases().size()).allMatch(l -> l.endsWith(": ok"));
  }
}
