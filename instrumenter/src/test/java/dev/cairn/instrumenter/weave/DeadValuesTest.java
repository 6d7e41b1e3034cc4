package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.runtime.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is never read again is not written. */
final class DeadValuesTest {
  @Test
  void aDeadReferenceIsInNoFrame() {
    Harness h =
        new Harness(
            Program.java(
                """
                public class Main {
                  static int f(int k) { int r = k; for (int i = 0; i < 1; i++) r += i; return r; }
                  static String run() {
                    int[] big = new int[1000];
                    int n = f(1);        // big is live here
                    n += big.length;
                    n += f(2);           // and dead here
                    return "" + n;
                  }
                }
                """));
    List<Boolean> held = new ArrayList<>();
    h.onFrames = frames -> held.add(holdsAnArray(frames.get(0)));
    assertThat(h.run(n -> true, false).result()).isEqualTo("1003");
    assertThat(held).containsExactly(true, false);
  }

  private static boolean holdsAnArray(Frame frame) {
    for (int i = 0; i < frame.size(); i++) {
      if (frame.kind(i) == 'L' && frame.ref(i) instanceof int[]) {
        return true;
      }
    }
    return false;
  }
}
