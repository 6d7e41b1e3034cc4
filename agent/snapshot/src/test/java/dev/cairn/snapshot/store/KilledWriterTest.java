package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that gets SIGKILL at one step of writing, pruning and collecting. A few steps, drawn
 * anew each time; all of them with {@code -Dcairn.kill=all}.
 */
class KilledWriterTest {
  private static final int DRAWN = 5;

  @TempDir Path dir;

  @Test
  void theNewestGoodGenerationIsWholeWheneverAWriterIsKilled() throws Exception {
    int steps = steps();
    assertThat(steps).isGreaterThan(30);
    List<Integer> at = new ArrayList<>();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < (isAll() ? steps : DRAWN); i++) {
      at.add(isAll() ? i : random.nextInt(steps));
    }
    for (int step : at) {
      Path here = dir.resolve("killed-" + step);
      run(here, step);
      try (GenerationStore store = GenerationStore.open(here, 2)) {
        Newest newest = store.newestGood();
        assertThat(newest.skipped()).as("seed %d step %d", seed, step).isEmpty();
        if (step > 20) {
          assertThat(newest.generation()).as("step %d", step).isNotNull();
        }
        store.write(GenerationStoreTest.content(7));
        for (Generation g : store.generations()) {
          SnapshotFile.verify(g.file());
        }
      }
      assertThat(new ChunkCollector(here.resolve("chunks"), Disk.real()).collect().blocked())
          .isNull();
      try (Stream<Path> files = Files.walk(here)) {
        assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).as("step %d", step).isEmpty();
      }
      for (Generation g : GenerationStore.list(here)) {
        SnapshotFile.verify(g.file());
      }
    }
  }

  private static boolean isAll() {
    return "all".equals(System.getProperty("cairn.kill"));
  }

  private int steps() throws Exception {
    return Integer.parseInt(run(dir.resolve("whole"), -1).strip());
  }

  private static String run(Path here, int step) throws Exception {
    try {
      List<String> lines =
          Jvms.run(
              Jvms.current(),
              List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
              Writer.class,
              here.toString(),
              Integer.toString(step));
      assertThat(step).as("it was not killed").isNegative();
      return lines.get(lines.size() - 1);
    } catch (IllegalStateException e) {
      assertThat(e).hasMessageStartingWith("exit 137");
      return "";
    }
  }

  /** Writes four generations of which two are kept; kills itself at the given step. */
  static final class Writer {
    public static void main(String[] args) throws Exception {
      int[] steps = {0};
      Disk disk = killing(Disk.real(), Integer.parseInt(args[1]), steps);
      Path here = Path.of(args[0]);
      try (GenerationStore store =
          GenerationStore.open(here, 2, here.resolve("chunks"), Compression.RAW, disk)) {
        for (int i = 1; i <= 4; i++) {
          store.write(GenerationStoreTest.content(i));
        }
      }
      System.out.println(steps[0]);
    }

    private static Disk killing(Disk real, int at, int[] steps) {
      return (Disk) wrapped(Disk.class, real, at, steps);
    }

    private static Object wrapped(Class<?> type, Object real, int at, int[] steps) {
      return Proxy.newProxyInstance(
          Writer.class.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (steps[0]++ == at) {
              kill();
            }
            Object result;
            try {
              result = method.invoke(real, arguments);
            } catch (java.lang.reflect.InvocationTargetException e) {
              throw e.getCause();
            }
            return result instanceof Disk.Output
                ? wrapped(Disk.Output.class, result, at, steps)
                : result;
          });
    }

    private static void kill() throws IOException, InterruptedException {
      long pid = ProcessHandle.current().pid();
      new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
      TimeUnit.SECONDS.sleep(60);
      throw new IllegalStateException("not killed");
    }
  }
}
