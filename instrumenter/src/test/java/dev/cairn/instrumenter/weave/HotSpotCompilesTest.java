package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.plan.PollKind;
import dev.cairn.runtime.Woven;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * HotSpot refuses for ever to compile a method whose monitors it takes for unbalanced; the clone of
 * such a method would be interpreted to the end of the job. Asks a JVM of its own what it compiled.
 */
final class HotSpotCompilesTest {
  private static final String SOURCE =
      """
      public class Main {
        static int step(int k) { int r = k; for (int i = 0; i < 3; i++) r = r * 7 + i; return r; }
        static long blocks(Object a, Object[] locks) {
          long s = 0;
          for (int i = 0; i < 40000; i++) {
            synchronized (a) {
              for (int j = 0; j < 2; j++) {
                s = s * 31 + step(j);
                synchronized (locks[j]) { s += step(i) * 3L; if ((s & 7) == 3) continue; }
                try { s += step(j); } finally { s ^= i; }
              }
            }
          }
          return s;
        }
        static synchronized long method(int n) {
          long s = 0;
          for (int i = 0; i < n; i++) s = s * 31 + step(i);
          return s;
        }
        static String run() {
          Object a = new Object();
          Object[] locks = {new Object(), new Object()};
          return "" + CALL;
        }
      }
      """;

  /** Stops early within one call, then runs on in the clones. */
  public static void main(String[] args) {
    Harness h =
        new Harness(
            Program.java(SOURCE.replace("CALL", args[0])).poll(PollKind.EVERY).marking(l -> true));
    String plain = h.plain();
    String result =
        h.run(
                n -> {
                  if (n >= 100 && Woven.request != 0) {
                    Woven.request = 0;
                    return true;
                  }
                  return false;
                },
                false)
            .result();
    System.out.println(h.stays == 1 && result.equals(plain) ? "EQUAL" : "DIFFERENT");
  }

  @Test
  void clonesThatHoldMonitors() throws Exception {
    assertThat(output("blocks(a, locks)"))
        .contains("EQUAL")
        .doesNotContain("unbalanced", "cannot parse method", "invalid parsing")
        .matches(compiled("blocks"));
  }

  @Test
  void clonesOfSynchronizedMethods() throws Exception {
    assertThat(output("method(2000000)"))
        .contains("EQUAL")
        .doesNotContain("unbalanced", "cannot parse method", "invalid parsing")
        .matches(compiled("method"));
  }

  /** A line of -XX:+PrintCompilation for an on-stack replacement by C2 (tier 4). */
  private static String compiled(String method) {
    return "(?s).*%[ !bns]*4 +Main::" + method + " @.*";
  }

  private static String output(String call) throws Exception {
    Process p =
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home")
                        + File.separator
                        + "bin"
                        + File.separator
                        + "java",
                    "-Xbatch",
                    "-XX:+PrintCompilation",
                    "-XX:CompileCommand=quiet",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    HotSpotCompilesTest.class.getName(),
                    call))
            .redirectErrorStream(true)
            .start();
    try {
      return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> l.contains("Main::") || l.equals("EQUAL") || l.equals("DIFFERENT"))
          .collect(Collectors.joining("\n"));
    } finally {
      p.destroy();
    }
  }
}
