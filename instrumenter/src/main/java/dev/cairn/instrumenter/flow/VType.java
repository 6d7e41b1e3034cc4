package dev.cairn.instrumenter.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.analysis.Value;

/**
 * A verification type (JVMS 4.10.1.2).
 *
 * @param kind which
 * @param name for {@link Kind#OBJECT} and {@link Kind#UNINITIALIZED} the internal name, or the
 *     descriptor of an array; otherwise empty
 * @param newAt for {@link Kind#UNINITIALIZED} the index of the {@code new} instruction, else -1
 */
public record VType(Kind kind, String name, int newAt) implements Value {
  /** The kinds of verification types. */
  public enum Kind {
    /** Not usable: unassigned, or the second slot of a long or double. */
    TOP,
    INT,
    FLOAT,
    LONG,
    DOUBLE,
    NULL,
    OBJECT,
    UNINITIALIZED,
    UNINITIALIZED_THIS
  }

  public static final VType TOP = new VType(Kind.TOP, "", -1);
  public static final VType INT = new VType(Kind.INT, "", -1);
  public static final VType FLOAT = new VType(Kind.FLOAT, "", -1);
  public static final VType LONG = new VType(Kind.LONG, "", -1);
  public static final VType DOUBLE = new VType(Kind.DOUBLE, "", -1);
  public static final VType NULL = new VType(Kind.NULL, "", -1);
  public static final VType UNINITIALIZED_THIS = new VType(Kind.UNINITIALIZED_THIS, "", -1);
  public static final VType JAVA_LANG_OBJECT = object("java/lang/Object");

  /**
   * An initialized object's or array's type.
   *
   * @param name an internal name, or the descriptor of an array
   */
  public static VType object(String name) {
    return new VType(Kind.OBJECT, name, -1);
  }

  public static VType uninitialized(String name, int newAt) {
    return new VType(Kind.UNINITIALIZED, name, newAt);
  }

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VType t && t.kind == kind && t.newAt == newAt && t.name.equals(name);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + newAt;
  }

  /** The verification type of a declared type other than void. */
  public static VType of(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.SHORT, Type.CHAR, Type.INT -> INT;
      case Type.FLOAT -> FLOAT;
      case Type.LONG -> LONG;
      case Type.DOUBLE -> DOUBLE;
      case Type.ARRAY, Type.OBJECT -> object(type.getInternalName());
      default -> throw new IllegalArgumentException("no value has type " + type);
    };
  }

  @Override
  public int getSize() {
    return kind == Kind.LONG || kind == Kind.DOUBLE ? 2 : 1;
  }

  public boolean isReference() {
    return kind == Kind.OBJECT || kind == Kind.NULL;
  }

  public boolean isUninitialized() {
    return kind == Kind.UNINITIALIZED || kind == Kind.UNINITIALIZED_THIS;
  }

  boolean isArray() {
    return kind == Kind.OBJECT && name.startsWith("[");
  }

  /** The computational type as in frames: one of {@code I J F D L}; not for TOP. */
  public char computational() {
    return switch (kind) {
      case INT -> 'I';
      case LONG -> 'J';
      case FLOAT -> 'F';
      case DOUBLE -> 'D';
      case TOP -> throw new IllegalStateException("no value");
      default -> 'L';
    };
  }

  /** The field descriptor of a value of this type; {@code null}'s is that of Object. */
  public String descriptor() {
    return switch (kind) {
      case INT -> "I";
      case LONG -> "J";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case NULL -> "Ljava/lang/Object;";
      case OBJECT -> isArray() ? name : "L" + name + ";";
      default -> throw new IllegalStateException(this + " has no descriptor");
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case OBJECT -> name;
      case UNINITIALIZED -> "new@" + newAt + ":" + name;
      default -> kind.name().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
