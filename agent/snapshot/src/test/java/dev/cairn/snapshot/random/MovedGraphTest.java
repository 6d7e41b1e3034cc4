package dev.cairn.snapshot.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random graphs from a JVM, read in others that lay objects out otherwise, are what a seed makes
 * there. {@code -Dcairn.seed=N} repeats a run.
 */
class MovedGraphTest {
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime() % 1_000_000);

  @TempDir Path folder;

  @BeforeAll
  static void showSeed() {
    System.out.println("MovedGraphTest: cairn.seed=" + SEED);
  }

  @Test
  void between() throws Exception {
    List<JvmVariant> some = new ArrayList<>(JvmVariant.all());
    Collections.shuffle(some, new Random(SEED));
    JvmVariant writer = some.get(0);
    writer.write(folder, SEED);
    for (JvmVariant reader : some.subList(1, 4)) {
      assertThat(reader.read(writer, folder, SEED))
          .as("%s reads %s, -Dcairn.seed=%d", reader, writer, SEED)
          .isEqualTo(MovedGraphs.SAME);
    }
  }

  @Test
  @Tag("heap-moves")
  void betweenAll() throws Exception {
    List<JvmVariant> all = JvmVariant.all();
    HeapMovesPage page = new HeapMovesPage(all, SEED);
    List<String> failed = new ArrayList<>();
    for (JvmVariant writer : all) {
      writer.write(folder, SEED);
      for (JvmVariant reader : all) {
        String seen = reader.read(writer, folder, SEED);
        page.cell(reader, writer, seen);
        if (!seen.equals(MovedGraphs.SAME)) {
          failed.add(reader + " reads " + writer + ": " + seen);
        }
      }
    }
    page.write();
    assertThat(failed).isEmpty();
  }
}
