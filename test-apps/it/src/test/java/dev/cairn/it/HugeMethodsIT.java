package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HotSpot compiles a method that weaving takes over 8,000 bytes, and the clone it goes on in. */
class HugeMethodsIT {
  private static final int STOPPED = 85;
  private static final int LIMIT = 8000;

  /** A machine of many instructions, as interpreters are: each may call what has a loop. */
  private static final String MACHINE =
      """
      class Machine {
        static int f(int k) { int r = k; for (int i = 0; i < 3; i++) r = r * 31 + i; return r; }

        public static void main(String[] args) {
          long digest = 0;
          for (int i = 0; i < 40; i++) digest = digest * 31 + run(i);
          System.out.println(digest);
        }

        static long run(int n) {
          LOCALS
          for (int pc = 0; pc < 40000; pc++) {
            switch (pc % CASES) {
              INSTRUCTIONS
            }
          }
          return SUM;
        }
      }
      """;

  private static final int CASES = 260;

  @TempDir Path folder;

  private static String source() {
    StringBuilder locals = new StringBuilder();
    StringBuilder sum = new StringBuilder("n");
    for (int i = 0; i < 12; i++) {
      locals.append("int v%d = n + %d; long w%d = n - %d;\n".formatted(i, i, i, i));
      sum.append(" + v%d + w%d".formatted(i, i));
    }
    StringBuilder instructions = new StringBuilder();
    for (int i = 0; i < CASES; i++) {
      int a = i % 12;
      int b = (i * 7 + 1) % 12;
      instructions.append(
          "case %d: v%d += f((int) w%d) ^ v%d; w%d++; break;\n".formatted(i, a, b, b, b));
    }
    return MACHINE
        .replace("LOCALS", locals)
        .replace("INSTRUCTIONS", instructions)
        .replace("CASES", "" + CASES)
        .replace("SUM", sum);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  private Job job() {
    return SourceProgram.job(folder, "Machine", source()).withLoops("Machine#f;Machine#run");
  }

  private Leg leg(Job job, Jdk jdk) {
    return new Leg(job, folder)
        .on(jdk)
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .withoutReport()
        .before("-XX:TieredStopAtLevel=4", "-XX:CompileCommand=quiet")
        .before("-XX:CompileCommand=BackgroundCompilation,Machine::run,false")
        .before("-XX:+PrintCompilation", "-XX:+DisplayVMOutputToStderr");
  }

  /** Size of the largest {@code run} that C2 compiled; 0 where it compiled none. */
  private static int compiled(Outcome o) {
    Matcher line =
        Pattern.compile("(?m)^[ \\d]+[ %!sbn]*4[ ]+Machine::run [^\\n]*\\((\\d+) bytes\\)")
            .matcher(o.err());
    int largest = 0;
    while (line.find()) {
      largest = Math.max(largest, Integer.parseInt(line.group(1)));
    }
    return largest;
  }

  private static String digest(Outcome o) {
    assertThat(o.out()).matches("-?\\d+\n");
    return o.out();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void compiled(Jdk jdk) {
    Job job = job();
    Outcome plain = leg(job, jdk).plain().run().assertExit(0);
    assertThat(compiled(plain)).as("control: compiled as written").isBetween(LIMIT / 2, LIMIT);

    Outcome woven = leg(job, jdk).run().assertExit(0).assertNoStackTrace();
    assertThat(compiled(woven)).as("woven").isGreaterThan(LIMIT);
    assertThat(digest(woven)).isEqualTo(digest(plain));
  }

  @Test
  void compiledWhereItGoesOn() {
    Jdk jdk = Jdk.all().get(0);
    Job job = job();
    leg(job, jdk).option("stop-at", 3000).run().assertExit(STOPPED);
    Outcome resumed = leg(job, jdk).run().assertExit(0).assertNoStackTrace();
    assertThat(compiled(resumed)).as("hot copy or clone of %s", resumed).isGreaterThan(LIMIT);
    assertThat(digest(resumed)).isEqualTo(digest(leg(job, jdk).plain().run().assertExit(0)));
  }
}
