package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code time=record}: the host's time, and in a run that replays it the same time once more. */
class RecordIT {
  private static final int STOPPED = 85;
  private static final int DATA = 65;

  private static final String TIMES =
      """
      class Times {
        public static void main(String[] args) throws Exception {
          for (int i = 0; i < 10; i++) {
            System.out.println(i + " " + System.currentTimeMillis() + " " + System.nanoTime() + " "
                + java.time.Instant.now() + " " + new java.util.Date().getTime());
            Thread.sleep(2);
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void theHostsTimeAndThenTheSameOnceMore() throws IOException {
    Job job = SourceProgram.job(folder, "Times", TIMES);
    Path first = folder.resolve("first");
    long before = System.currentTimeMillis();
    String whole =
        leg(job, first)
            .option("time", "record")
            .option("snapshot-at", 4)
            .run()
            .assertExit(0)
            .assertNoStackTrace()
            .out();
    long told = Long.parseLong(whole.split(" ", -1)[1]);
    assertThat(told).isBetween(before, System.currentTimeMillis());

    // As after a kill: what it was told after its newest generation it is told again.
    Files.delete(first.resolve("done.json"));
    String tail = leg(job, first).run().assertExit(0).out();
    assertThat(tail.lines()).hasSize(6);
    assertThat(whole).endsWith(tail);

    // Another run, on another release, stopped in the middle.
    Path second = folder.resolve("second");
    String head =
        leg(job, second)
            .on(Jdk.other())
            .option("replay", first)
            .option("stop-at", 5)
            .run()
            .assertExit(STOPPED)
            .out();
    assertThat(head + leg(job, second).run().assertExit(0).out()).isEqualTo(whole);
  }

  /** What is no other time, but other text. */
  @Test
  void notWhereTextBecomesOtherBytes() {
    Job job = SourceProgram.job(folder, "Times", TIMES);
    Path dir = folder.resolve("ck");
    leg(job, dir).option("stop-at", 2).before("-Dfile.encoding=UTF-8").run().assertExit(STOPPED);
    String line =
        leg(job, dir).before("-Dfile.encoding=ISO-8859-1").run().assertExit(DATA).assertOneLine();
    assertThat(line)
        .contains("the default charset is ISO-8859-1 here, was UTF-8")
        .contains("accept=charset");
    leg(job, dir)
        .option("accept", "charset")
        .before("-Dfile.encoding=ISO-8859-1")
        .run()
        .assertExit(0);
  }

  private Leg leg(Job job, Path dir) {
    return new Leg(job, folder).generations(dir).option("every", "0");
  }
}
