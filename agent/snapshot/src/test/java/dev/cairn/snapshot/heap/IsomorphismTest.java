package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.corpus.Case;
import dev.cairn.snapshot.corpus.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each case beside its copy in the same JVM, compared by an independent walk. */
class IsomorphismTest {
  @TempDir Path dir;

  @TestFactory
  Stream<DynamicTest> copyIsTheSame() {
    return Corpus.cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> copy(c)));
  }

  private void copy(Case c) {
    Object original = c.make().get();
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(Corpus.classes(), original), file);
    Object copy = Snapshots.restore(file).get(0);
    assertThat(Isomorphism.differences(original, copy)).isEmpty();
    if (!Set.of("string", "string utf16", "List.of 0", "logger").contains(c.name())) { // anchors
      assertThat(copy).isNotSameAs(original);
    }
  }

  @Test
  void seesADifference() {
    List<Object> a = new ArrayList<>(List.of(1, new int[] {1, 2}));
    List<Object> b = new ArrayList<>(List.of(1, new int[] {1, 3}));
    assertThat(Isomorphism.differences(a, b)).containsExactly("root.elementData[1][1]: 2 / 3");
    Object shared = new Object();
    assertThat(
            Isomorphism.differences(
                new Object[] {shared, shared}, new Object[] {new Object(), new Object()}))
        .hasSize(1);
  }
}
