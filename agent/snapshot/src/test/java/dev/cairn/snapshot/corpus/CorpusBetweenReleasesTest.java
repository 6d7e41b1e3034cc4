package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case written on one release, read on another. */
class CorpusBetweenReleasesTest {
  @TempDir Path dir;

  /** What differs too much between releases is refused by class and field, and by nothing else. */
  @ParameterizedTest
  @CsvSource({"17, 25", "25, 17"})
  void movesBetweenReleases(int from, int to) throws Exception {
    CorpusRun.write(from, List.of(CorpusRun.LIGHT), dir);
    List<String> read = CorpusRun.read(to, List.of(CorpusRun.LIGHT), dir);
    assertThat(read)
        .hasSize(Corpus.cases().size())
        .allMatch(
            l ->
                l.endsWith(": ok")
                    || (Stream.of("read-write lock", "ZonedDateTime").anyMatch(l::contains)
                        && l.contains("is another one here")));
  }
}
