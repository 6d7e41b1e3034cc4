package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.AnchorEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What belongs to the job, for one walk. */
final class WalkScope {
  private final Shapes shapes;
  private final NamedObjects named;
  private final ClassValues classValues;
  private final boolean interns;

  /**
   * @param classValues of all classes that are loaded
   * @param classes those whose statics are captured
   * @param interns whether the job may have interned strings that are no literals of its own
   */
  WalkScope(
      Shapes shapes,
      NamedObjects named,
      ClassValues classValues,
      List<Class<?>> classes,
      boolean interns) {
    this.shapes = shapes;
    this.named = named;
    this.classValues = classValues;
    this.interns = interns;
    classes.forEach(c -> shapes.get(c).setCaptured(this));
  }

  Shapes shapes() {
    return shapes;
  }

  ClassValues classValues() {
    return classValues;
  }

  Shape shape(Class<?> c) {
    return shapes.get(c);
  }

  /** Why objects of this class can't be copied, or null. */
  Refusals.@Nullable Refusal refusal(Shape shape) {
    if (shape.refusal() == null
        && !shape.type().isArray()
        && ((shapes.loaderOf(shape.home()) == 'A' && !shapes.get(shape.home()).isCaptured(this))
            || (shape.loader() == '?' && !Mem.initialised(shape.type())))) {
      return Refusals.uninitialised(shape.home());
    }
    return shape.refusal();
  }

  /** Whether objects of this class may have a {@link #name}. */
  boolean mayBeNamed(Class<?> c) {
    return c == String.class ? interns : NamedObjects.mayBeNamed(c);
  }

  /** The name of an object that is not copied, or null. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  @Nullable AnchorEntry name(Object o) {
    if (o instanceof String s) {
      // Interning a copy can't make the job's own string the JVM's one.
      return interns && new String(s.toCharArray()).intern() == s
          ? new AnchorEntry(AnchorEntry.Kind.INTERNED, s)
          : null;
    }
    return named.name(o);
  }
}
