package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InitializerGuardTest {
  private static final String SOURCE =
      """
      public class Main {
        static final int CONSTANT = 7;
        static int ran;
        static { while (ran < 3) ran++; }
        interface I { StringBuilder LOG = new StringBuilder("ran"); }
        static String run() { return CONSTANT + " " + ran + " " + I.LOG; }
      }
      """;

  private static Map<String, byte[]> guarded(int version) throws NotWeavableException {
    Map<String, byte[]> result = new TreeMap<>();
    for (Map.Entry<String, byte[]> e : Compiler.compile(8, SOURCE).entrySet()) {
      byte[] bytes = Assembled.asVersion(e.getValue(), version);
      result.put(
          e.getKey(),
          Weaver.weave(
                  bytes,
                  ClassPlan.guardOnly(e.getKey()),
                  PollKind.EVERY,
                  new Program.Hierarchy(Map.of()))
              .bytes());
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 50, 52, 61})
  void asksOnceAndSkips(int version) throws Exception {
    Map<String, byte[]> classes = guarded(version);
    assertThat(Harness.runGuarded(classes, name -> false)).isEqualTo("7 3 ran");
    assertThat(Harness.runGuarded(classes, "Main"::equals)).isEqualTo("7 0 ran");
    assertThat(Harness.runGuarded(classes, "Main$I"::equals)).isEqualTo("7 3 null");
  }

  @Test
  void aClassWithoutInitialiserIsGivenBackAsItIs() throws Exception {
    byte[] bytes = Compiler.compile(17, "public class Main { int x = 3; }").get("Main");
    WovenClass w =
        Weaver.weave(
            bytes, ClassPlan.guardOnly("Main"), PollKind.EVERY, new Program.Hierarchy(Map.of()));
    assertThat(w.bytes()).isEqualTo(bytes);
  }
}
