package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.plan.PollKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LoopsTest {
  private static final String NESTED =
      """
      public class Main {
        static String run() {
          long sum = 0;
          double d = 0.5;
          float f = 1.25f;
          StringBuilder out = new StringBuilder();
          boolean odd = false;
          for (int i = 0; i < 3; i++) {
            int a = i * 7;
            for (long j = 0; j < 3; j++) {
              short s = (short) (a + j);
              int k = 0;
              while (k < 2) {
                sum = sum * 31 + i * 100 + j * 10 + k + s;
                d = d * 1.5 + k;
                f += d;
                odd = !odd;
                k++;
              }
              out.append(sum).append(',');
            }
            out.append(d).append(odd).append(f);
          }
          return out.toString();
        }
      }
      """;

  @Test
  void nestedLoopsOfAllKinds() {
    Harness h = Harness.prove(Program.java(NESTED));
    assertThat(h.moves).isPositive();
    long latches = 3 * 3 * 2 + 3 * 3 + 3;
    assertThat(h.run(n -> false, false).safePoints()).isEqualTo(latches);
  }

  @Test
  void exactPolls() {
    Harness.prove(Program.java(NESTED).poll(PollKind.EXACT));
  }

  @Test
  void periodicPolls() {
    Harness.prove(
        Program.java(
                """
                public class Main {
                  static String run() {
                    long sum = 1;
                    for (int k = 0; k < 3; k++) {
                      for (int i = 0; i < 2000; i++) {
                        sum = sum * 31 + i;
                      }
                    }
                    return "" + sum;
                  }
                }
                """)
            .poll(PollKind.AUTOMATIC));
  }

  @Test
  void onlyTheMiddleLoop() {
    Harness.prove(Program.java(NESTED).marking(l -> l.depth() == 1));
  }

  /** What a state's digest tells of a place: another plan, of another JDK, may number otherwise. */
  @Test
  void aPointsInstructionIsTheSameByAnyPlan() {
    WovenPoint alone = latches(Program.java(NESTED).marking(l -> l.depth() == 1)).get(0);
    List<WovenPoint> all = latches(Program.java(NESTED));
    assertThat(all).filteredOn(p -> p.id() == alone.id()).noneMatch(p -> p.loop() == alone.loop());
    assertThat(all)
        .filteredOn(p -> p.loop() == alone.loop())
        .singleElement()
        .extracting(WovenPoint::instruction)
        .isEqualTo(alone.instruction());
    assertThat(all).extracting(WovenPoint::instruction).doesNotHaveDuplicates();
  }

  private static List<WovenPoint> latches(Program program) {
    return Objects.requireNonNull(program.weave().get("Main")).methods().stream()
        .flatMap(m -> m.points().stream())
        .filter(p -> p.kind() == PointKind.LATCH)
        .toList();
  }

  @Test
  void onlyTheInnermostLoop() {
    Harness.prove(Program.java(NESTED).marking(l -> l.depth() == 2));
  }

  @Test
  void labelledJumpsDoWhileAndSeveralExits() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              static int next(int x) {
                int y = x;
                do { y = y * 3 + 1; } while (y < 50);
                return y;
              }
              static String run() {
                StringBuilder out = new StringBuilder();
                int n = 0;
                outer:
                for (int i = 0; i < 6; i++) {
                  for (int j = 0; ; j++) {
                    if (j == 4) continue outer;
                    if (i == 5) break outer;
                    n += next(i + j);
                    if ((n & 1) == 0) continue;
                    out.append(n).append(' ');
                    while (true) {
                      n++;
                      if (n % 3 == 0) break;
                      if (n % 7 == 0) continue outer;
                      if (n > 100000) return "far " + out;
                    }
                  }
                }
                do { n--; } while (next(n & 15) != 79 && n % 5 != 0);
                return out.append(n).toString();
              }
            }
            """));
  }
}
