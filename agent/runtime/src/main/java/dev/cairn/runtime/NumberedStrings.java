package dev.cairn.runtime;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strings that have an identity hash of the job's, by identity; none is kept alive. Not
 * thread-safe.
 */
final class NumberedStrings {
  /** By the hash, which is in the header by now. */
  private final Set<Object> entries = new HashSet<>();

  private final ReferenceQueue<String> gone = new ReferenceQueue<>();

  private static final class Entry extends WeakReference<String> {
    private final int hash;

    Entry(String s, ReferenceQueue<String> gone) {
      super(s, gone);
      hash = System.identityHashCode(s);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }

  /** What an entry of this string is found by: a table asks it whether it equals an entry. */
  private record Wanted(String string) {
    @Override
    public int hashCode() {
      return System.identityHashCode(string);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry e && e.refersTo(string);
    }
  }

  void add(String s) {
    Reference<? extends String> old = gone.poll();
    while (old != null) {
      entries.remove(old);
      old = gone.poll();
    }
    if (!contains(s)) {
      entries.add(new Entry(s, gone));
    }
  }

  boolean contains(String s) {
    return entries.contains(new Wanted(s));
  }
}
