package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case written in one JVM, read in others that are set up differently, or of another JDK. */
class CorpusTest {
  @TempDir Path dir;

  /** What differs too much between releases is refused by class and field, and nothing else is. */
  @ParameterizedTest
  @CsvSource({
    "17 -XX:+UseParallelGC, 17 -XX:-CompactStrings -Xshare:off, 25 -XX:-CompactStrings",
    "17 -XX:-CompactStrings -XX:+UseZGC, 17 -XX:-UseCompressedOops, 25 -XX:+UseSerialGC",
    "25 -XX:-CompactStrings -XX:+UseShenandoahGC, 25 -XX:+UseCompactObjectHeaders, 17 -XX:+UseSerialGC",
  })
  void moves(String from, String to, String other) throws Exception {
    CorpusRun writer = CorpusRun.parse(from);
    assertThat(writer.write(dir)).hasSize(Corpus.cases().size()).allMatch(l -> l.endsWith(": ok"));
    for (String reader : List.of(to, other)) {
      CorpusRun run = CorpusRun.parse(reader);
      List<String> read = run.read(dir);
      boolean another = run.release() != writer.release();
      assertThat(read)
          .as(reader)
          .hasSize(Corpus.cases().size())
          .allMatch(l -> l.endsWith(": ok") || (another && isOfOneRelease(l)));
    }
  }

  private static boolean isOfOneRelease(String line) {
    return ONE_RELEASE.stream().anyMatch(c -> line.startsWith("case " + c + ": REFUSED"))
        && (line.contains("is another one here")
            || line.contains("can't move between Java releases"));
  }

  private static final Set<String> ONE_RELEASE =
      Corpus.cases().stream().filter(Case::oneRelease).map(Case::name).collect(Collectors.toSet());
}
