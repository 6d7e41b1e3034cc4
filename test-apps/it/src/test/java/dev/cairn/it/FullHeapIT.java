package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Pieces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose heap has no room for a second copy of what lives in it. */
class FullHeapIT {
  private static final List<String> HEAP = List.of("-Xmx192m", "-Xmn24m");

  @TempDir Path folder;

  @Test
  void isSavedAndResumed() {
    List<Jdk> jdks = List.of(Jdk.current(), Jdk.other(), Jdk.current());
    new Pieces(Job.target("FullHeap", "120"), folder, Jvm.plain(Jdk.current()).with(HEAP))
        .cutAt(List.of(2L, 4L), i -> Jvm.plain(jdks.get(i)).with(HEAP));
  }
}
