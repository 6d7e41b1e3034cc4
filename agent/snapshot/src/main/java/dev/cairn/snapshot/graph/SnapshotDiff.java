package dev.cairn.snapshot.graph;

import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.ValueInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Where two snapshots part: both graphs are walked together, breadth first from the roots, so that
 * the first difference found is one with a short path. Not thread-safe.
 */
public final class SnapshotDiff {
  private static final String NONE = "none";

  /**
   * A place in which two states differ.
   *
   * @param path such as {@code "frame com.acme.NBody.run(): bodies[17].vx"}
   * @param first what is there in the first
   * @param second what is there in the second
   */
  public record Difference(String path, String first, String second) {
    /** Path and both values, in a line. */
    public String text() {
      return path + " " + first + " != " + second;
    }
  }

  private final SnapshotGraph a;
  private final SnapshotGraph b;

  /** Declaring class and name of fields that don't count. */
  private final BiPredicate<String, String> ignored;

  /** Which object of b stands for an object of a, and the other way round; 0 for none yet. */
  private final int[] toB;

  private final int[] toA;

  /** Objects of a in the order in which they were met: the queue. */
  private final int[] queue;

  private int met;

  /** For each object of a, the one it was met from; -1 - i for root i. */
  private final int[] parent;

  private final ArrayList<String> roots = new ArrayList<>();

  private SnapshotDiff(SnapshotGraph a, SnapshotGraph b, BiPredicate<String, String> ignored) {
    this.a = a;
    this.b = b;
    this.ignored = ignored;
    this.toB = new int[a.objectCount() + 1];
    this.toA = new int[b.objectCount() + 1];
    this.queue = new int[a.objectCount()];
    this.parent = new int[a.objectCount() + 1];
  }

  /**
   * The first difference in breadth-first order from the roots, such as {@code "frame
   * com.acme.NBody.run(): bodies[17].vx 0x3ff0000000000000 (1.0) != 0x3ff0000000000001
   * (1.0000000000000002)"}; null where both states are the same.
   */
  public static @Nullable Difference firstDifference(SnapshotGraph a, SnapshotGraph b) {
    return firstDifference(a, b, (declaringClass, field) -> false);
  }

  /**
   * As {@link #firstDifference(SnapshotGraph, SnapshotGraph)}, but for some fields, static or not:
   * neither they nor what only they lead to is compared.
   *
   * @param ignored given the declaring class's binary name and the field's name
   */
  public static @Nullable Difference firstDifference(
      SnapshotGraph a, SnapshotGraph b, BiPredicate<String, String> ignored) {
    return new SnapshotDiff(a, b, ignored).find();
  }

  private @Nullable Difference find() {
    Difference d = frames();
    if (d == null) {
      d = statics();
    }
    if (d == null) {
      d = slots();
    }
    for (int i = 0; d == null && i < met; i++) {
      d = objects(queue[i]);
    }
    return d != null ? d : locals();
  }

  private @Nullable Difference frames() {
    List<FrameInfo> fa = a.header().frames();
    List<FrameInfo> fb = b.header().frames();
    for (int i = 0; i < Math.max(fa.size(), fb.size()); i++) {
      if (i >= fa.size() || i >= fb.size()) {
        return new Difference(
            "frame " + (i + 1),
            i >= fa.size() ? NONE : fa.get(i).label(),
            i >= fb.size() ? NONE : fb.get(i).label());
      }
      FrameInfo x = fa.get(i);
      FrameInfo y = fb.get(i);
      if (!x.className().equals(y.className())
          || !x.method().equals(y.method())
          || x.instruction() != y.instruction()
          || !x.values().equals(y.values())) {
        return new Difference("frame " + (i + 1), place(x), place(y));
      }
      for (int k = 0; k < x.values().size(); k++) {
        ValueInfo v = x.values().get(k);
        String name = v.name() == null || v.role() != ValueInfo.Role.LOCAL ? v.label(k) : v.name();
        Difference d =
            root(x.label() + ": " + name, a.frames().get(i).get(k), b.frames().get(i).get(k));
        if (d != null) {
          return d;
        }
      }
    }
    return null;
  }

  private static String place(FrameInfo f) {
    return f.label() + " at instruction " + f.instruction() + ", line " + f.line();
  }

  private @Nullable Difference statics() {
    List<StaticField> sa = a.statics();
    List<StaticField> sb = b.statics();
    for (int i = 0; i < Math.max(sa.size(), sb.size()); i++) {
      StaticField x = i < sa.size() ? sa.get(i) : null;
      StaticField y = i < sb.size() ? sb.get(i) : null;
      if (x == null || y == null || !text(x).equals(text(y))) {
        return new Difference("static " + (i + 1), text(x), text(y));
      }
      if (ignored.test(x.className(), x.name())) {
        continue;
      }
      Difference d = root("static " + x.className() + "." + x.name(), x.value(), y.value());
      if (d != null) {
        return d;
      }
    }
    return null;
  }

  private @Nullable Difference slots() {
    if (a.slots().size() != b.slots().size()) {
      return counts("references of the JDK's", a.slots().size(), b.slots().size());
    }
    for (int i = 0; i < a.slots().size(); i++) {
      SnapshotGraph.Slot x = a.slots().get(i);
      SnapshotGraph.Slot y = b.slots().get(i);
      Difference d =
          x.name().equals(y.name())
              ? root(x.name(), x.value(), y.value())
              : new Difference("reference of the JDK's " + (i + 1), x.name(), y.name());
      if (d != null) {
        return d;
      }
    }
    return null;
  }

  private static String text(@Nullable StaticField f) {
    return f == null ? NONE : f.className() + "." + f.name() + " " + f.type();
  }

  private @Nullable Difference root(String label, Value x, Value y) {
    roots.add(label);
    return values(x, y, -roots.size(), "");
  }

  /** Compares two values of the same place; references are followed later. */
  private @Nullable Difference values(Value x, Value y, int from, String step) {
    if (x.kind() != 'L' || y.kind() != 'L') {
      return x.equals(y) ? null : new Difference(path(from) + step, x.toString(), y.toString());
    }
    int m = x.number();
    int n = y.number();
    if (m == 0 || n == 0) {
      return m == n ? null : new Difference(path(from) + step, shown(a, m), shown(b, n));
    }
    if (toB[m] == 0 && toA[n] == 0) {
      toB[m] = n;
      toA[n] = m;
      parent[m] = from;
      queue[met++] = m;
      return null;
    }
    return toB[m] == n
        ? null
        : new Difference(
            path(from) + step,
            "the object at " + (toB[m] != 0 ? path(m) : "no other place"),
            "the object at " + (toA[n] != 0 ? path(toA[n]) : "no other place"));
  }

  private @Nullable Difference objects(int m) {
    GraphObject x = a.object(m);
    GraphObject y = b.object(toB[m]);
    if (x.kind() != y.kind()
        || !x.className().equals(y.className())
        || x.length() != y.length()
        || !Objects.equals(x.text(), y.text())) {
      return new Difference(path(m), shown(a, m), shown(b, toB[m]));
    }
    if (x.kind() == GraphObject.Kind.ARRAY) {
      for (int i = 0; i < x.length(); i++) {
        Difference d = values(x.element(i), y.element(i), m, "[" + i + "]");
        if (d != null) {
          return d;
        }
      }
    }
    List<GraphObject.Field> fx = x.fields();
    List<GraphObject.Field> fy = y.fields();
    if (fx.size() != fy.size()) {
      return counts(path(m) + ": fields", fx.size(), fy.size());
    }
    for (int i = 0; i < fx.size(); i++) {
      GraphObject.Field f = fx.get(i);
      if (!f.name().equals(fy.get(i).name()) || !f.type().equals(fy.get(i).type())) {
        return new Difference(path(m) + ": field " + (i + 1), f.name(), fy.get(i).name());
      }
      if (ignored.test(f.declaringClass(), f.name())) {
        continue;
      }
      Difference d = values(f.value(), fy.get(i).value(), m, "." + f.name());
      if (d != null) {
        return d;
      }
    }
    return null;
  }

  private static Difference counts(String what, int x, int y) {
    return new Difference("number of " + what, Integer.toString(x), Integer.toString(y));
  }

  private static Value reference(int number) {
    return new Value('L', number);
  }

  private @Nullable Difference locals() {
    if (a.threadLocals().size() != b.threadLocals().size()) {
      return counts("values of thread locals", a.threadLocals().size(), b.threadLocals().size());
    }
    for (int i = 0; i < a.threadLocals().size(); i++) {
      SnapshotGraph.LocalValue x = a.threadLocals().get(i);
      SnapshotGraph.LocalValue y = b.threadLocals().get(i);
      int from = met;
      if (toB[x.local()] == 0 && toA[y.local()] == 0) {
        // No capture writes such a thread local, but a file may hold it.
        Difference d = root("thread local " + i, reference(x.local()), reference(y.local()));
        if (d != null) {
          return d;
        }
      }
      if (toB[x.local()] != y.local()
          || x.inheritable() != y.inheritable()
          || (x.thread() == 0) != (y.thread() == 0)
          || (x.thread() != 0 && toB[x.thread()] != 0 && toB[x.thread()] != y.thread())) {
        return new Difference("thread local " + path(x.local()), "has a value", "has not this one");
      }
      Difference d = values(x.value(), y.value(), x.local(), "(value)");
      for (int k = from; d == null && k < met; k++) {
        d = objects(queue[k]);
      }
      if (d != null) {
        return d;
      }
    }
    return null;
  }

  /** Such as {@code "frame com.acme.NBody.run(): bodies[17]"}. */
  private String path(int m) {
    ArrayDeque<String> steps = new ArrayDeque<>();
    int child = m;
    while (child > 0) {
      int from = parent[child];
      if (from > 0) {
        steps.addFirst(step(a.object(from), child));
      }
      child = from;
    }
    return (child == 0 ? "#" + m : roots.get(-1 - child)) + String.join("", steps);
  }

  private static String step(GraphObject from, int child) {
    for (int i = 0; i < from.length(); i++) {
      Value v = from.element(i);
      if (v.kind() == 'L' && v.number() == child) {
        return "[" + i + "]";
      }
    }
    for (GraphObject.Field f : from.fields()) {
      if (f.value().kind() == 'L' && f.value().number() == child) {
        return "." + f.name();
      }
    }
    return "(value)";
  }

  private static String shown(SnapshotGraph g, int n) {
    if (n == 0) {
      return "null";
    }
    GraphObject o = g.object(n);
    return switch (o.kind()) {
      case ARRAY -> o.className() + " of length " + o.length();
      case STRING -> '"' + abbreviated(o.text()) + '"';
      case ANCHOR -> o.className() + " " + abbreviated(o.text());
      case INSTANCE -> o.className();
    };
  }

  private static String abbreviated(@Nullable String s) {
    return s == null || s.length() <= 60 ? "" + s : s.substring(0, 57) + "...";
  }
}
