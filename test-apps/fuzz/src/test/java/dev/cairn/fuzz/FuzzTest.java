package dev.cairn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs give woven, and stopped anywhere, what they give plain. A program that doesn't is
 * made small and printed with its seed.
 *
 * <pre>
 *   mvn -B verify -Pfuzz -pl test-apps/fuzz -am            2,000 programs on each of two JDKs
 *   … -Dcairn.seed=4711 -Dcairn.programs=1                 one again
 * </pre>
 */
final class FuzzTest {
  private static final long FIRST = Long.getLong("cairn.seed", 1);
  private static final int PROGRAMS = Integer.getInteger("cairn.programs", 24);

  /** A smaller run is a try, and no result to be kept. */
  private static final int WORTH_A_PAGE = 2_000;

  @Test
  @Tag("few")
  void wovenDoesWhatPlainDoes() {
    FuzzRun.Outcome outcome = FuzzRun.of(FIRST, PROGRAMS);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.snapshots()).as("snapshots").isGreaterThan(PROGRAMS);
  }

  @Test
  @Tag("fuzz")
  void wovenDoesWhatPlainDoesOnTheOldestAndTheNewestJdk() throws IOException {
    List<CompletableFuture<FuzzResults.Row>> parts = new ArrayList<>();
    for (Jdk jdk : oldestAndNewest()) {
      parts.add(CompletableFuture.supplyAsync(() -> part(jdk)));
    }
    List<FuzzResults.Row> rows = parts.stream().map(CompletableFuture::join).toList();
    if (PROGRAMS >= WORTH_A_PAGE) {
      FuzzResults.write(Path.of(System.getProperty("cairn.root")), FIRST, rows);
    }
    for (FuzzResults.Row row : rows) {
      assertThat(row.failures()).as("failures on %s, printed above", row.jdk()).isZero();
      assertThat(row.programs()).isEqualTo(PROGRAMS);
      assertThat(row.snapshots()).as("snapshots on %s", row.jdk()).isGreaterThan(PROGRAMS);
    }
  }

  private static List<Jdk> oldestAndNewest() {
    List<Jdk> usable =
        JdkFinder.ofThisMachine().usable().stream()
            .sorted(Comparator.comparingInt(Jdk::feature))
            .toList();
    return Stream.of(usable.get(0), usable.get(usable.size() - 1)).distinct().toList();
  }

  /** One JDK's part, in a JVM of its own. */
  private static FuzzResults.Row part(Jdk jdk) {
    long began = System.nanoTime();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(jdk.java().toString(), "-Xmx1g", "-XX:+UseSerialGC"));
    command.addAll(List.of("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FuzzMain.class.getName(), "" + FIRST, "" + PROGRAMS));
    try {
      Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
      String[] counts = null;
      try (BufferedReader out = p.inputReader(StandardCharsets.UTF_8)) {
        String line;
        while ((line = out.readLine()) != null) {
          System.out.println(jdk.feature() + ": " + line);
          if (line.startsWith(FuzzMain.COUNTS)) {
            counts = line.split(" ");
          }
        }
      }
      assertThat(counts).as("%s ended without its counts", jdk).isNotNull();
      return new FuzzResults.Row(
          jdk.version(),
          Integer.parseInt(counts[1]),
          Long.parseLong(counts[2]),
          Long.parseLong(counts[3]),
          Integer.parseInt(counts[4]),
          (System.nanoTime() - began) / 1_000_000_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
