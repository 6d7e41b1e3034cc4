package dev.cairn.snapshot.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.heap.Isomorphism;
import dev.cairn.snapshot.heap.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What is restored of any graph is that graph, object for object and bit for bit. A snapshot holds
 * several, since most of the time goes into what each snapshot costs. Where it fails, the fewest
 * and shortest graphs that still do are printed; {@code -Dcairn.seed=N} tries graphs of that seed
 * alone, {@code -Dcairn.tries=N} so many snapshots.
 */
class RandomGraphTest {
  private static final int TOGETHER = 16;
  private static final int LONGEST = 150;

  private static Path file;

  record Which(long seed, int steps) {}

  @BeforeContainer
  static void createFile() throws IOException {
    file = Files.createTempFile("random", ".cairn");
  }

  @AfterContainer
  static void deleteFile() throws IOException {
    Files.delete(file);
  }

  @Property(afterFailure = AfterFailureMode.SAMPLE_FIRST, edgeCases = EdgeCasesMode.NONE)
  void theCopyIsTheSame(@ForAll("graphs") List<Which> which) {
    List<Object[]> graphs = new ArrayList<>();
    which.forEach(w -> graphs.add(RandomGraph.of(w.seed, w.steps)));
    Snapshots.write(Snapshots.capture(RandomGraph.classes(), graphs.toArray()), file);
    List<Object> copies = Snapshots.restore(file);
    for (int i = 0; i < graphs.size(); i++) {
      Object[] graph = graphs.get(i);
      Object[] copy = (Object[]) copies.get(i);
      assertThat(copy).as("%s", which.get(i)).isNotSameAs(graph);
      assertThat(RandomGraph.hasItsHashes(copy)).as("%s", which.get(i)).isTrue();
      assertThat(Isomorphism.differences(graph, copy)).as("%s", which.get(i)).isEmpty();
    }
  }

  @Provide
  Arbitrary<List<Which>> graphs() {
    Long one = Long.getLong("cairn.seed");
    Arbitrary<Long> seeds =
        one == null
            ? Arbitraries.longs().between(0, 999_999_999).dontShrink()
            : Arbitraries.just(one);
    Arbitrary<Integer> steps =
        Arbitraries.integers().between(1, LONGEST).withDistribution(RandomDistribution.uniform());
    return Combinators.combine(seeds, steps)
        .as(Which::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(TOGETHER)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
