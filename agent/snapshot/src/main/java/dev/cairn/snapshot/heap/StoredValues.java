package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.HeapLayout;
import org.jspecify.annotations.Nullable;

/** Reads single objects of a snapshot before any of them is built. */
final class StoredValues {
  private final HeapLayout layout;

  StoredValues(HeapLayout layout) {
    this.layout = layout;
  }

  /** Whether objects of this class have the field. */
  static boolean has(ClassEntry c, FieldEntry field) {
    return c.fields().contains(field);
  }

  /** The number of the object that a field refers to; 0 for null. */
  int reference(int number, FieldEntry field) {
    int c = layout.classOf(number);
    int f = layout.classes().get(c).fields().indexOf(field);
    return layout.data().getInt(layout.column(c, f) + 4L * layout.ordinal(number));
  }

  /** The numbers in an array of objects. */
  int[] references(int array) {
    int c = array(array, 'L');
    int[] numbers = new int[layout.length(c, layout.ordinal(array))];
    long start = layout.start(c, layout.ordinal(array));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = layout.data().getInt(start + 4L * i);
    }
    return numbers;
  }

  byte[] bytes(int array) {
    int c = array(array, 'B');
    int ordinal = layout.ordinal(array);
    return layout.data().copy(layout.start(c, ordinal), layout.length(c, ordinal));
  }

  /** A string, which may be one that every JVM has. */
  @Nullable String text(int number) {
    if (number == 0) {
      return null;
    }
    int c = layout.classOf(number);
    if (c >= 0 && layout.classes().get(c).kind() == ClassEntry.Kind.STRING) {
      return layout.string(c, layout.ordinal(number));
    }
    AnchorEntry a = c < 0 ? layout.anchors().get(layout.ordinal(number)) : null;
    if (a == null || a.kind() != AnchorEntry.Kind.INTERNED) {
      throw new IllegalArgumentException("object " + number + " is no string");
    }
    return a.name();
  }

  private int array(int number, char element) {
    int c = layout.classOf(number);
    ClassEntry e = c < 0 ? null : layout.classes().get(c);
    if (e == null || e.kind() != ClassEntry.Kind.ARRAY || e.element() != element) {
      throw new IllegalArgumentException("object " + number + " is no array of " + element);
    }
    return c;
  }
}
