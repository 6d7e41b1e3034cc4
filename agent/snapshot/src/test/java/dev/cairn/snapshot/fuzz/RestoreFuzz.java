package dev.cairn.snapshot.fuzz;

import dev.cairn.snapshot.format.Rewritten;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.heap.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A heap of any bytes is built and put into this JVM. The sections that would change what the JDK
 * itself holds stay as they are, since the fuzzer runs in the same JVM.
 */
public final class RestoreFuzz {
  private static final Path FILE = FuzzedFolder.at("restore.cairn");

  private static final SectionId[] ATTACKED = {
    SectionId.FRAMES, SectionId.CLASSES, SectionId.TYPES, SectionId.LENGTHS, SectionId.DATA
  };

  private static final Map<SectionId, byte[]> GOOD = good();

  private RestoreFuzz() {}

  /** A state with a bit of everything: a table, arrays, texts, boxes, an enum, a cycle. */
  static Map<SectionId, byte[]> good() {
    try {
      Object[] cycle = {null, "text \u20ac", 1.5};
      cycle[0] = cycle;
      Map<Object, Object> map = new HashMap<>(Map.of("k", 1, Thread.State.NEW, List.of(1, 2)));
      Snapshots.write(
          Rewritten.small(
              Snapshots.capture(
                  List.of(),
                  cycle,
                  map,
                  new ArrayList<>(List.of('x', 123456789L)),
                  new int[][] {{1, 2}, null},
                  Pattern.compile("a+"),
                  new StringBuilder("built"))),
          FILE);
      return Rewritten.sections(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The input that leaves the good state as it is. */
  static byte[] input() {
    return FuzzedSections.encode(ATTACKED, GOOD);
  }

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    Map<SectionId, byte[]> sections = new EnumMap<>(GOOD);
    sections.putAll(FuzzedSections.decode(ATTACKED, input));
    byte[] file = Rewritten.file(sections);
    Files.write(FILE, file);
    CleanReading.check(file, () -> Snapshots.restore(FILE));
  }
}
