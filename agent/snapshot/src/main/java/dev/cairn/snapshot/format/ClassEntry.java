package dev.cairn.snapshot.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One class of objects in a snapshot.
 *
 * @param kind how its objects are stored
 * @param loader {@code B} boot, {@code P} platform, {@code A} application, {@code D} one of the
 *     job's own; of an array its element's
 * @param name as {@link Class#getName} gives it, of loader D after the loader's number and a slash;
 *     of a lambda its recipe
 * @param fields superclasses' first, then by name; of instances and lambdas only
 * @param count objects, from 1
 */
public record ClassEntry(Kind kind, char loader, String name, List<FieldEntry> fields, int count) {
  /** How objects are stored. */
  public enum Kind {
    /** A column for each field. */
    INSTANCE('I'),
    /** Lengths, and one column of elements. */
    ARRAY('A'),
    /** A {@code String}: lengths, and one column of characters. */
    STRING('S'),
    /** Made again from a text, stored as a string. */
    TEXT('T'),
    /** A lambda or method reference: the name tells how to spin its class; a column per field. */
    LAMBDA('L');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static @Nullable Kind of(int code) {
      for (Kind k : values()) {
        if (k.code == code) {
          return k;
        }
      }
      return null;
    }
  }

  public ClassEntry {
    fields = List.copyOf(fields);
  }

  /** An array's element descriptor's first character. */
  public char element() {
    return name.charAt(elementAt(name));
  }

  /** Where an array's element descriptor begins, after the first bracket. */
  static int elementAt(String name) {
    return name.indexOf('/') < 0 ? 1 : name.indexOf('/') + 2;
  }

  /** The same of a class that object {@code loader} defined. */
  public ClassEntry definedBy(int loader) {
    return in('D', loader + "/" + name);
  }

  /** The same as seen from elsewhere; other loaders than the job's own call it the same. */
  public ClassEntry in(char of, String called) {
    boolean own = of == 'D' && called.endsWith("/" + name);
    return new ClassEntry(kind, own ? of : loader, own ? called : name, fields, count);
  }

  /** Whether objects of this class have a length. */
  public boolean hasLength() {
    return kind == Kind.ARRAY || kind == Kind.STRING || kind == Kind.TEXT;
  }

  public void write(SectionWriter out) {
    out.byteValue(kind.code).byteValue(loader).string(name).count(count);
    out.count(fields.size());
    fields.forEach(f -> out.string(f.declaringClass()).string(f.name()).string(f.type()));
  }
}
