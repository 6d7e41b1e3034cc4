package dev.cairn.snapshot.random;

import java.util.List;

/** Classes of a program's own, for {@link RandomGraph}: every primitive type, cycles, keys. */
final class Own {
  private Own() {}

  static final List<Class<?>> CLASSES =
      List.of(
          Own.class,
          Primitives.class,
          More.class,
          Link.class,
          Pair.class,
          Key.class,
          Plain.class,
          Fault.class,
          Colour.class);

  /** One field of each primitive type. */
  static class Primitives {
    boolean z;
    byte b;
    char c;
    short s;
    int i;
    long j;
    float f;
    double d;
  }

  /** Hides fields of its superclass by others of another type, and has final ones. */
  static final class More extends Primitives {
    final long z;
    final Object b;
    double d;

    More(long z, Object b) {
      this.z = z;
      this.b = b;
    }
  }

  /** References of several types, to make cycles of. */
  static final class Link {
    Object any;
    Link next;
    Object[] more;
    List<?> list;
  }

  record Pair(Object first, int number, Object second) {}

  /** A key whose hash, the same in every JVM, collides with others': bins become trees. */
  record Key(int id, Object value) implements Comparable<Key> {
    @Override
    public int hashCode() {
      return id & 3;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Key k && k.id == id;
    }

    @Override
    public int compareTo(Key o) {
      return Integer.compare(id, o.id);
    }
  }

  /** As a key, known by its identity hash. */
  static final class Plain {
    Object value;
  }

  /** Has no stack trace, which would tell who made it. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String message, Throwable cause) {
      super(message, cause, true, false);
    }
  }

  enum Colour {
    RED,
    GREEN {
      @Override
      int weight() {
        return 2;
      }
    },
    BLUE;

    int weight() {
      return 1;
    }
  }
}
