package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job whose loop is a stream of a file's lines: its safe points lie below the JDK's reading. */
class LinesIT {
  private static final int STOPPED = 85;
  private static final int STEP = 97;

  private static final String LINES =
      """
      import java.io.*;
      import java.nio.charset.StandardCharsets;
      import java.nio.file.*;
      import java.util.stream.*;

      class Lines {
        static long sum;

        static long mixed(long x) {
          for (int i = 0; i < 3; i++) {
            x = x * 6364136223846793005L + i;
          }
          return x;
        }

        static void add(String line) {
          sum = mixed(sum + line.hashCode());
        }

        public static void main(String[] args) throws IOException {
          Path input = Path.of("input");
          try (Stream<String> lines = Files.lines(input)) {
            lines.forEach(Lines::add);
          }
          System.out.println("utf-8 " + sum);
          try (Stream<String> lines = Files.lines(input, StandardCharsets.ISO_8859_1)) {
            sum += lines.skip(3).filter(l -> mixed(l.length()) != 0).mapToLong(l -> mixed(l.length()))
                .limit(30).sum();
          }
          System.out.println("latin-1 " + sum);
          try (Stream<String> lines = Files.lines(input, StandardCharsets.UTF_16LE)) {
            lines.forEach(Lines::add);
          }
          System.out.println("utf-16 " + sum);
          try (BufferedReader reader = new BufferedReader(new FileReader("input"))) {
            add(reader.readLine());
            reader.lines().map(String::trim).forEach(Lines::add);
          }
          System.out.println("reader " + sum);
          try (Stream<String> lines = Files.lines(input)) {
            System.out.println(lines.anyMatch(l -> mixed(l.length()) == 0) + " " + sum);
          }
        }
      }
      """;

  @TempDir Path folder;

  static Iterable<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void stopsBetweenLines(Jdk jdk) throws Exception {
    Job job = SourceProgram.job(folder, "Lines", LINES);
    Files.writeString( // more than a reader takes at a time
        folder.resolve("input"),
        IntStream.range(0, 60)
            .mapToObj(i -> i + "\u00e9".repeat(200 + i) + "\n")
            .collect(Collectors.joining()));
    String whole = leg(job, jdk).plain().run().assertExit(0).out();
    StringBuilder moved = new StringBuilder();
    Outcome o;
    int stops = 0;
    do {
      o = leg(job, jdk).option("stop-at", STEP).run().assertNoStackTrace();
      moved.append(o.out());
      stops++;
      assertThat(o.report().path("refusals")).as(o.err()).isEmpty();
    } while (o.exit() == STOPPED);
    o.assertExit(0);
    assertThat(moved.toString()).isEqualTo(whole);
    assertThat(stops).as("five loops over some sixty lines").isGreaterThan(5);
  }

  private Leg leg(Job job, Jdk jdk) {
    return new Leg(job, folder.resolve("legs"))
        .on(jdk)
        .in(folder)
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .option("loops", "Lines#mixed");
  }
}
