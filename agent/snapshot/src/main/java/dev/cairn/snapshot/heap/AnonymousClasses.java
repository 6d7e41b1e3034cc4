package dev.cairn.snapshot.heap;

import java.util.Map;
import java.util.Set;

/**
 * Anonymous and local classes of the JDK that are the same from 17 on. They are numbered by the
 * compiler in the order in which they stand in the source, so that a name alone says nothing: what
 * stands here was compared, release by release, by the method that it stands in, what it extends
 * and implements, and its fields; the corpus' iterators that are half read move between the JDKs at
 * hand.
 */
final class AnonymousClasses {
  /** By name: the method that it stands in. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("java.io.BufferedReader$1", "lines"),
          Map.entry("java.util.AbstractMap$1", "keySet"),
          Map.entry("java.util.AbstractMap$2", "values"),
          Map.entry("java.util.AbstractList$SubList$1", "listIterator"),
          Map.entry("java.util.ArrayList$SubList$1", "listIterator"),
          Map.entry("java.util.ArrayList$SubList$2", "spliterator"),
          Map.entry("java.util.BitSet$1BitSetSpliterator", "stream"),
          Map.entry("java.util.Collections$1", "singletonIterator"),
          Map.entry("java.util.Collections$2", "singletonSpliterator"),
          Map.entry("java.util.Collections$3", "enumeration"),
          Map.entry("java.util.Collections$CheckedList$1", "listIterator"),
          Map.entry("java.util.Collections$CheckedMap$CheckedEntrySet$1", "iterator"),
          Map.entry("java.util.Collections$UnmodifiableCollection$1", "iterator"),
          Map.entry("java.util.Collections$UnmodifiableList$1", "listIterator"),
          Map.entry("java.util.Collections$UnmodifiableMap$UnmodifiableEntrySet$1", "iterator"),
          Map.entry("java.util.Enumeration$1", "asIterator"),
          Map.entry("java.util.ImmutableCollections$MapN$1", "entrySet"),
          Map.entry("java.util.ImmutableCollections$Set12$1", "iterator"),
          Map.entry("java.util.SortedSet$1", "spliterator"),
          Map.entry("java.util.Spliterators$1Adapter", "iterator"),
          Map.entry("java.util.Spliterators$2Adapter", "iterator"),
          Map.entry("java.util.Spliterators$3Adapter", "iterator"),
          Map.entry("java.util.Spliterators$4Adapter", "iterator"),
          Map.entry("java.util.Vector$1", "elements"));

  private AnonymousClasses() {}

  /** Whether objects of the class, by its binary name, may move between releases. */
  static boolean sameInAllReleases(String name) {
    return SAME.containsKey(name);
  }

  /** The table, for tests: which method of its outer class a class stands in. */
  static String methodOf(String name) {
    return SAME.getOrDefault(name, "");
  }

  static Set<String> names() {
    return SAME.keySet();
  }
}
