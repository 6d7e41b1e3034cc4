package dev.cairn.snapshot.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.Jvms;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.heap.SeenClasses;
import dev.cairn.snapshot.heap.Snapshots;
import dev.cairn.snapshot.store.GenerationStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of each format that lie here for good: they are read as ever, and the same state is still
 * written as in the newest. Who breaks this raises the version, and leaves the old files here.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Of each format: in one file, and with a directory of chunks. */
  private static final List<String> FILES =
      List.of(
          "format-1.0.cairn",
          "format-1.1.cairn",
          "format-2.0.cairn",
          "format-2.0/gen-00000001.cairn",
          "format-2.1.cairn",
          "format-2.1/gen-00000001.cairn",
          "format-3.0.cairn",
          "format-3.0/gen-00000001.cairn");

  /** A class of a loader that the job made; from 2.1 on. */
  private static final String LOADERS = "format-2.1-loaders.cairn";

  private static List<String> files() {
    return Stream.concat(FILES.stream(), Stream.of(LOADERS)).toList();
  }

  public static final class Body {
    double mass = 2.5;
    int[] cells = {1, -1, 65536};
    Body next;
    static final Map<String, Object> NAMES = new LinkedHashMap<>();
  }

  private static Object[] state() {
    Body.NAMES.clear();
    Body.NAMES.put("plain", 'x');
    Body.NAMES.put("wide \u20ac", 123456789L);
    Body a = new Body();
    a.next = new Body();
    a.next.next = a;
    return new Object[] {
      a, new HashSet<>(List.of("one")), new ArrayList<>(List.of(1.5f, 7)), new String[][] {{null}}
    };
  }

  @Test
  void theSameStateIsWrittenTheSame() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/golden"));
    HeapImage image = Snapshots.capture(List.of(new Body().getClass()), state());
    Path now = folder.resolve("format-3.0.cairn");
    Snapshots.write(image, now);
    Path chunked = folder.resolve("format-3.0");
    try (GenerationStore store = GenerationStore.open(chunked, 1)) {
      store.startFresh();
      now = store.write(Snapshots.content(image)).file();
    }
    assertThat(SnapshotFile.verify(now).stateDigest())
        .as("%s against %s", now, FOLDER)
        .isEqualTo(SnapshotFile.verify(FOLDER.resolve("format-3.0.cairn")).stateDigest());
    for (String old : FILES.subList(1, FILES.size())) { // 1.0 has fewer slots
      assertThat(
              SnapshotDiff.firstDifference(
                  SnapshotGraph.read(FOLDER.resolve(old)), SnapshotGraph.read(now)))
          .as(old)
          .isNull();
    }
  }

  /** Defines the class that lies beside the golden files. */
  public static final class OwnLoader extends ClassLoader {
    int rules = 1;

    OwnLoader() {
      super("own", GoldenTest.class.getClassLoader());
    }
  }

  /**
   * {@code public class Rule { static int made = 41; static Object last; double weight = 0.25; }}
   */
  private static Object rule(SeenClasses seen) throws Exception {
    byte[] file = Files.readAllBytes(FOLDER.resolve("Rule.classfile"));
    Class<?> c = seen.define(new OwnLoader(), "Rule", file, null, false);
    return c.getConstructor().newInstance();
  }

  @Test
  void aClassOfTheJobsOwnLoaderIsWrittenTheSame() throws Exception {
    SeenClasses seen = SeenClasses.install();
    try {
      Path now = Files.createDirectories(Path.of("target/golden")).resolve(LOADERS);
      Object rule = rule(seen);
      Snapshots.write(Snapshots.capture(List.of(OwnLoader.class), rule, rule.getClass()), now);
      assertThat(
              SnapshotDiff.firstDifference(
                  SnapshotGraph.read(FOLDER.resolve(LOADERS)), SnapshotGraph.read(now)))
          .isNull();
    } finally {
      SeenClasses.uninstall();
    }
  }

  /** In a JVM of its own: classes get the identity hashes that they had when the file was made. */
  static final class Restored {
    public static void main(String[] args) {
      SeenClasses.install();
      List<Object> made = Snapshots.restore(FOLDER.resolve(LOADERS));
      Class<?> c = made.get(0).getClass();
      System.out.println(
          c.getName() + " " + (made.get(1) == c) + " " + c.getClassLoader().getName());
    }
  }

  @Test
  void aClassOfTheJobsOwnLoaderIsMadeAgain() throws Exception {
    assertThat(Jvms.run(Jvms.current(), List.of(), Restored.class))
        .containsExactly("Rule true own");
  }

  @ParameterizedTest
  @MethodSource("files")
  void oldFilesReadAsEver(String old) throws Exception {
    SnapshotFile.verify(FOLDER.resolve(old));
    String text = text(SnapshotGraph.read(FOLDER.resolve(old)));
    String expected = old.replaceFirst("(\\.cairn|/.*)$", ".txt");
    Path now = Files.createDirectories(Path.of("target/golden")).resolve(expected);
    Files.writeString(now, text);
    assertThat(text)
        .as("%s against %s", now, expected)
        .isEqualTo(Files.readString(FOLDER.resolve(expected)));
  }

  private static String text(SnapshotGraph g) {
    StringBuilder s = new StringBuilder();
    s.append("format ").append(g.header().major()).append('.').append(g.header().minor());
    s.append("\nstate ").append(g.header().stateDigest()).append('\n');
    for (int i = 0; i < g.frames().size(); i++) {
      FrameInfo f = g.header().frames().get(i);
      s.append(f.label()).append(" line ").append(f.line());
      if (g.header().major() >= 3) { // until then a point's number was part of the state
        s.append(" instruction ").append(f.instruction()).append(" point ").append(f.point());
      }
      s.append(": ").append(g.frames().get(i));
      s.append('\n');
    }
    for (StaticField f : g.statics()) {
      s.append("static ").append(f.className()).append('.').append(f.name()).append(' ');
      s.append(f.value()).append('\n');
    }
    for (int n = 1; n <= g.objectCount(); n++) {
      GraphObject o = g.object(n);
      s.append('#').append(n).append(' ').append(o.kind()).append(' ').append(o.className());
      if (o.text() != null) {
        s.append(" \"").append(o.text()).append('"');
      }
      for (GraphObject.Field f : o.fields()) {
        s.append(' ').append(f.name()).append('=').append(f.value());
      }
      for (int i = 0; i < o.length(); i++) {
        s.append(' ').append(o.element(i));
      }
      s.append('\n');
    }
    return s.toString();
  }
}
