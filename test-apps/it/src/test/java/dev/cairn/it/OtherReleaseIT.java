package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that goes on in another release, whose JDK does the same by other methods of its own. */
class OtherReleaseIT {
  private static final int STOPPED = 85;

  /** {@code List.sort} leads to {@code ArrayList.sortRange} from Java 25 on. */
  private static final String SORTS =
      """
      import java.util.*;

      class Sorts {
        static long mixed(long x) {
          for (int i = 0; i < 5; i++) {
            x = x * 6364136223846793005L + i;
          }
          return x;
        }

        public static void main(String[] args) {
          long x = 1;
          for (int i = 0; i < 200; i++) {
            x += mixed(x);
          }
          System.out.println(x);
          List<Integer> list = new ArrayList<>();
          for (int turn = 0; turn < 20; turn++) {
            for (int i = 0; i < 50; i++) {
              list.add((int) mixed(i + turn + x));
            }
            list.sort(Comparator.comparingLong(v -> mixed(v)));
            x += list.get(turn);
          }
          System.out.println(x);
        }
      }
      """;

  /** Numbers that Java 17 writes with more digits than later releases, by every way to a text. */
  private static final String NUMBERS =
      """
      class Numbers {
        public static void main(String[] args) {
          StringBuffer buffer = new StringBuffer();
          for (int i = 0; i < 60; i++) {
            double d = (2 + i % 7) * 1e23 * Math.scalb(1, i);
            float f = Math.scalb(1f, i + 20);
            StringBuilder builder = new StringBuilder();
            builder.append(d).append(' ').append(f).append(' ').append(-d);
            buffer.setLength(0);
            buffer.append(d).append(' ').append(f);
            Object boxed = d;
            System.out.println(i + " " + d + " " + f + " " + builder + " " + buffer + " " + boxed
                + " " + String.valueOf(f) + " " + java.math.BigDecimal.valueOf(d)
                + " " + Double.valueOf(d * 3).toString() + " " + (9.9e-324 * (i + 1)));
          }
        }
      }
      """;

  @TempDir Path folder;

  private Leg leg(Job job, Jdk jdk) {
    return new Leg(job, folder)
        .on(jdk)
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .option("loops", "Sorts#mixed");
  }

  @Test
  void itsOwnMethodsAreWovenThere() throws Exception {
    Job job = SourceProgram.job(folder, "Sorts", SORTS);
    String whole = new Leg(job, folder).plain().run().assertExit(0).out();
    Outcome here = leg(job, Jdk.current()).option("stop-at", 100).run().assertExit(STOPPED);
    Outcome there = leg(job, Jdk.other()).option("stop-at", 2_003).run().assertExit(STOPPED);
    assertThat(there.report().path("refusals")).isEmpty();
    assertThat(there.reached()).as("within the first sort").isEqualTo(2_103);
    Outcome last = leg(job, Jdk.other()).run().assertExit(0).assertNoStackTrace();
    assertThat(here.out() + there.out() + last.out()).isEqualTo(whole);
  }

  /** Which isn't the same: else this would prove nothing. */
  @Test
  void numbersAreWrittenAsWhereTheJobBegan() throws Exception {
    Job job = SourceProgram.job(folder, "Numbers", NUMBERS);
    List<Jdk> both = List.of(Jdk.current(), Jdk.other());
    Set<String> texts = new HashSet<>();
    for (Jdk begins : both) {
      Jdk goesOn = begins.equals(both.get(0)) ? both.get(1) : both.get(0);
      String whole = new Leg(job, folder).on(begins).plain().run().assertExit(0).out();
      texts.add(whole);
      StringBuilder moved = new StringBuilder();
      for (Jdk jdk : List.of(begins, goesOn, begins, goesOn)) {
        Leg leg = numbers(job, jdk);
        if (moved.isEmpty()) {
          leg.option("fresh");
        }
        moved.append(leg.option("stop-at", 15).run().assertNoStackTrace().out());
      }
      moved.append(numbers(job, goesOn).run().assertExit(0).out());
      assertThat(moved.toString()).as(begins + ", then " + goesOn).isEqualTo(whole);
    }
    assertThat(texts).hasSameSizeAs(Set.copyOf(both));
  }

  private Leg numbers(Job job, Jdk jdk) {
    return new Leg(job, folder)
        .on(jdk)
        .generations(folder.resolve("numbers"))
        .option("every", "0")
        .option("loops", "auto");
  }
}
