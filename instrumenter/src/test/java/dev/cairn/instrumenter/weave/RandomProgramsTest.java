package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.plan.PollKind;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs, stopped at many points. More seeds: {@code -Dcairn.seeds=1000
 * -Dcairn.seed=7000}.
 */
final class RandomProgramsTest {
  static LongStream seeds() {
    long first = Long.getLong("cairn.seed", 1);
    return LongStream.range(first, first + Long.getLong("cairn.seeds", 12));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void resumes(long seed) {
    String source = RandomProgram.source(seed);
    try {
      Program program = Program.java(seed % 3 == 0 ? 8 : seed % 3 == 1 ? 11 : 17, source);
      PollKind[] polls = {PollKind.AUTOMATIC, PollKind.EXACT, PollKind.AUTOMATIC, PollKind.EVERY};
      program.poll(polls[(int) (seed % 4)]);
      SaveForm[] forms = SaveForm.values();
      program.saving(forms[(int) (seed / 4 % forms.length)]);
      if (seed % 5 == 3) {
        program.marking(l -> l.notMarkable() == null && l.depth() != 1);
      }
      Harness h = new Harness(program);
      h.verify();
      assertThat(h.woven().values()).allSatisfy(w -> assertThat(w.unsupported()).isEmpty());
      h.proveStops(8);
    } catch (Throwable t) {
      throw new AssertionError("seed " + seed + ": " + t.getMessage() + "\n" + source, t);
    }
  }
}
