package dev.cairn.instrumenter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.weave.Compiler;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loops are not proposed where a stop would be refused. */
class EarlyCodeTest {
  private static final String WORLD =
      """
      public class World extends Thing {
        static Pool shared = new Pool(1);
        World(int n) {
          this(n > 3 ? new Pool(n) : Pool.small(), new String("w"));
        }
        World(Pool p, String name) {
          super(p.size());
          p.fill();
        }
      }
      class Thing { Thing(int n) { } }
      class Pool {
        Pool(int n) { }
        static Pool small() { return null; }
        int size() { return 0; }
        void fill() { }
      }
      """;

  @ParameterizedTest
  @CsvSource({
    "<init>, 4, Pool, <init>, true",
    "<init>, 4, Pool, small, true",
    "<init>, 4, World, <init>, false",
    "<init>, 7, Pool, size, true",
    "<init>, 7, Thing, <init>, false",
    "<init>, 8, Pool, fill, false",
    "<clinit>, 2, Pool, <init>, true",
    "other, 4, Pool, <init>, false"
  })
  void arguments(String method, int line, String called, String by, boolean pins) {
    ProgramLoops loops = new ProgramLoops(9);
    assertThat(LoopCounter.weave(Compiler.compile(17, WORLD).get("World"), loops)).isNull();
    assertThat(
            loops.pins(
                new SampledFrame("World", method, line, true),
                new SampledFrame(called, by, 1, true)))
        .isEqualTo(pins);
  }

  @ParameterizedTest
  @CsvSource({"4, Pool#fill, 0", "8, Pool#fill, 1"})
  void samples(int line, String loop, int proposed) {
    ProgramLoops loops = new ProgramLoops(9);
    String filling = WORLD.replace("void fill() { }", "void fill() { while (size() > 0) { } }");
    Compiler.compile(17, filling).values().forEach(c -> LoopCounter.weave(c, loops));
    LoopSamples samples = new LoopSamples(loops);
    samples.add(
        List.of(
            new SampledFrame("World", "<init>", line, true),
            new SampledFrame("Pool", "fill", 16, true)));
    LoopReport report = new LoopReport(samples, new long[] {900}, 1);
    assertThat(report.proposal()).hasSize(proposed).allMatch(loop::equals);
    assertThat(report.text().contains("(below World.<init>)")).isEqualTo(proposed == 0);
  }
}
