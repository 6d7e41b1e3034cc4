package dev.cairn.snapshot.format;

import org.jspecify.annotations.Nullable;

/**
 * An object that every JVM has already, by name.
 *
 * @param kind what sort of name it is
 * @param name the name
 */
public record AnchorEntry(Kind kind, String name) {
  /** The sorts of anchors. */
  public enum Kind {
    /** The value of a static final field of the JDK: {@code "java.util.HashSet#PRESENT"}. */
    FIELD('F'),
    /** A constant of a JDK enum: {@code "java.time.DayOfWeek#MONDAY"}. */
    ENUM('E'),
    /** A class: loader's letter and name, {@code "A com.acme.Main"}, {@code "B int"}. */
    CLASS('C'),
    /** An interned string: its characters. */
    INTERNED('I'),
    /** A boxed value from the cache: {@code "I 5"}. */
    BOXED('B'),
    /** A class loader: {@code "application"}, {@code "platform"}. */
    LOADER('L'),
    /** {@code "job"}: the thread that the job runs in. */
    THREAD('T'),
    /** A thread group: {@code "main"}, {@code "system"}. */
    GROUP('G'),
    /** {@code "in"}, {@code "out"}, {@code "err"} of System. */
    STREAM('S'),
    /** A locale from the cache: language, script, country, variant, separated by bars. */
    LOCALE('O'),
    /** A character set of the JDK, by its name. */
    CHARSET('H'),
    /** A logger of {@code Logger.getLogger}, by its name, and its level where the job set one. */
    LOGGER('R'),
    /** A zone offset from the cache, in seconds. */
    OFFSET('Z'),
    /** A currency, by its code. */
    CURRENCY('Y'),
    /** A security provider of the JDK, by its name. */
    PROVIDER('V');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    /** The byte that stands for it in the file. */
    public char code() {
      return code;
    }

    /** The kind of this code, or null. */
    public static @Nullable Kind of(int code) {
      for (Kind k : values()) {
        if (k.code == code) {
          return k;
        }
      }
      return null;
    }
  }
}
