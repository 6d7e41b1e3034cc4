package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    Path writer = home(from);
    Path reader = home(to);
    List<String> written =
        Jvms.run(writer, List.of(fromOption), CorpusMain.class, "write", dir.toString());
    List<String> read =
        Jvms.run(reader, List.of(toOption), CorpusMain.class, "read", dir.toString());
    show(written);
    show(read);
    assertThat(written).hasSize(Corpus.cases().size()).allMatch(l -> l.endsWith(": ok"));
    assertThat(read).hasSize(Corpus.cases().size()).allMatch(l -> l.endsWith(": ok"));
  }

  /** What differs too much between releases is refused by class and field, and by nothing else. */
  @ParameterizedTest
  @CsvSource({"17, 25", "25, 17"})
  void movesBetweenReleases(int from, int to) throws Exception {
    Jvms.run(home(from), List.of(), CorpusMain.class, "write", dir.toString());
    List<String> read = Jvms.run(home(to), List.of(), CorpusMain.class, "read", dir.toString());

    show(read);
    assertThat(read)
        .hasSize(Corpus.cases().size())
        .allMatch(
            l ->
                l.endsWith(": ok")
                    || (Stream.of("read-write lock", "ZonedDateTime").anyMatch(l::contains)
                        && l.contains("is another one here")));
  }

  /** Only what went wrong: there are many. */
  private static void show(List<String> lines) {
    lines.stream().filter(l -> !l.endsWith(": ok")).forEach(l -> System.out.println("R " + l));
  }

  /** The JDK of that release, or this one. Where a machine has no other, this one must do. */
  private static Path home(int release) {
    return release == 0 ? Jvms.current() : Jvms.ofRelease(release).orElse(Jvms.current());
  }
}
