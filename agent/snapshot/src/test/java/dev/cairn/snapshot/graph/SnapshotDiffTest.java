package dev.cairn.snapshot.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.corpus.Corpus;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotDiffTest {
  @TempDir Path dir;
  private int files;

  public static final class Body {
    double vx;
    Object other;

    Body(double vx) {
      this.vx = vx;
    }
  }

  private SnapshotGraph graph(Object... locals) {
    Path file = dir.resolve(files++ + ".cairn");
    List<Class<?>> classes = new ArrayList<>(Corpus.classes());
    classes.add(new Body(0).getClass());
    Snapshots.write(Snapshots.capture(classes, locals), file);
    return SnapshotGraph.read(file);
  }

  private static Body[] bodies(double last) {
    return new Body[] {new Body(1), new Body(2), new Body(last)};
  }

  private static @Nullable String difference(SnapshotGraph a, SnapshotGraph b) {
    SnapshotDiff.Difference d = SnapshotDiff.firstDifference(a, b);
    return d == null ? null : d.text();
  }

  private static final String V0 = "frame dev.cairn.snapshot.heap.Snapshots$Job.run(): v0";

  @Test
  void namesThePathAndBothValues() {
    assertThat(difference(graph((Object) bodies(1)), graph((Object) bodies(1.0000000000000002))))
        .isEqualTo(
            V0 + "[2].vx 0x3ff0000000000000 (1.0) != 0x3ff0000000000001 (1.0000000000000002)");
  }

  @Test
  void sameStatesDoNotDiffer() {
    assertThat(difference(graph((Object) bodies(3)), graph((Object) bodies(3)))).isNull();
  }

  @Test
  void tellsTexts() {
    assertThat(
            difference(
                graph(new TreeMap<>(Map.of("k", "some"))),
                graph(new TreeMap<>(Map.of("k", "other")))))
        .isEqualTo(V0 + ".root.value \"some\" != \"other\"");
  }

  @Test
  void tellsClassesLengthsAndNull() {
    assertThat(difference(graph(new Body(1)), graph(new int[3])))
        .isEqualTo(V0 + " " + Body.class.getName() + " != [I of length 3");
    assertThat(difference(graph(new int[4]), graph(new int[3])))
        .isEqualTo(V0 + " [I of length 4 != [I of length 3");
    assertThat(difference(graph((Object) new Object[] {null}), graph((Object) new Object[] {"x"})))
        .isEqualTo(V0 + "[0] null != \"x\"");
  }

  @Test
  void tellsAliases() {
    Object shared = new Body(1);
    Body[] same = {(Body) shared, (Body) shared};
    assertThat(
            difference(graph((Object) same), graph((Object) new Body[] {new Body(1), new Body(1)})))
        .isEqualTo(V0 + "[1] the object at " + V0 + "[0] != the object at no other place");
  }

  @Test
  void tellsThreadLocals() {
    ThreadLocal<String> a = new ThreadLocal<>();
    a.set("one");
    SnapshotGraph first = graph(a);
    a.set("two");
    assertThat(difference(first, graph(a))).isEqualTo(V0 + "(value) \"one\" != \"two\"");
  }

  @Test
  void showsFramesAndObjects() {
    Body b = new Body(2.5);
    b.other = "text";
    SnapshotGraph g = graph(b, 7);
    assertThat(g.header().frames().get(0).values().get(0).name()).isEqualTo("v0");
    GraphObject o = g.object(g.frames().get(0).get(0).number());
    assertThat(o.kind()).isEqualTo(GraphObject.Kind.INSTANCE);
    assertThat(o.fields().get(1).toString()).contains("vx").contains("4004000000000000");
    assertThat(g.object(o.fields().get(0).value().number()).text()).isEqualTo("text");
    GraphObject boxed = g.object(g.frames().get(0).get(1).number());
    assertThat(boxed.kind()).isEqualTo(GraphObject.Kind.ANCHOR);
    assertThat(boxed.text()).isEqualTo("I 7");
    assertThat(g.statics()).extracting(StaticField::name).contains("RED", "$VALUES", "count");
  }
}
