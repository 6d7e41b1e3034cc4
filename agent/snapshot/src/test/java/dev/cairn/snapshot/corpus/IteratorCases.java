package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.Vector;
import java.util.stream.Stream;

/** What goes through collections by anonymous classes of the JDK, half read. */
final class IteratorCases {
  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e", "f");

  private IteratorCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("enumerations and iterators, half read", () -> half(made()), IteratorCases::check),
        new Case("list iterators that write", IteratorCases::lists, IteratorCases::checkLists),
        new Case("spliterators, half read", IteratorCases::split, IteratorCases::checkSplit));
  }

  private static List<Object> made() {
    Map<String, Integer> map = new LinkedHashMap<>();
    WORDS.forEach(w -> map.put(w, w.length()));
    Collection<String> words = new LinkedHashSet<>(WORDS);
    return new ArrayList<>(
        List.of(
            new Vector<>(WORDS).elements(),
            Collections.enumeration(words),
            Collections.enumeration(words).asIterator(),
            new ArrayList<>(WORDS).subList(1, 6).iterator(),
            new LinkedList<>(WORDS).subList(1, 6).iterator(),
            Collections.unmodifiableCollection(words).iterator(),
            Collections.unmodifiableList(new ArrayList<>(WORDS)).listIterator(),
            Collections.unmodifiableMap(map).entrySet().iterator(),
            Collections.checkedList(new ArrayList<>(WORDS), String.class).listIterator(),
            Collections.checkedMap(map, String.class, Integer.class).entrySet().iterator(),
            Set.of("x", "y").iterator(),
            Collections.singleton("x").iterator(),
            Spliterators.iterator(new ArrayList<>(WORDS).spliterator()),
            Stream.of(1, 2, 3).toList().iterator()));
  }

  /** A step of each. */
  private static List<Object> half(List<Object> all) {
    all.forEach(IteratorCases::next);
    return all;
  }

  private static Object next(Object o) {
    return o instanceof Iterator<?> i ? i.next() : ((Enumeration<?>) o).nextElement();
  }

  private static boolean hasNext(Object o) {
    return o instanceof Iterator<?> i ? i.hasNext() : ((Enumeration<?>) o).hasMoreElements();
  }

  private static void check(Object o) {
    List<?> all = (List<?>) o;
    List<Object> same = half(made());
    Object pair = all.get(10); // in an order that belongs to the job
    assertThat(next(pair)).isIn("x", "y");
    assertThat(hasNext(pair)).isFalse();
    for (int i = 0; i < same.size(); i++) {
      if (i != 10) {
        assertThat(rest(all.get(i))).as("number %s", i).isEqualTo(rest(same.get(i)));
      }
    }
  }

  private static List<String> rest(Object o) {
    List<String> rest = new ArrayList<>();
    while (hasNext(o)) {
      rest.add(String.valueOf(next(o)));
    }
    return rest;
  }

  private static Object lists() {
    List<String> array = new ArrayList<>(WORDS);
    List<String> linked = new LinkedList<>(WORDS);
    ListIterator<String> ofArray = array.subList(1, 5).listIterator(2);
    ListIterator<String> ofLinked = linked.subList(1, 5).listIterator(2);
    ofArray.next();
    ofLinked.previous();
    return new ArrayList<>(List.of(array, ofArray, linked, ofLinked));
  }

  @SuppressWarnings("unchecked")
  private static void checkLists(Object o) {
    List<?> all = (List<?>) o;
    ListIterator<String> ofArray = (ListIterator<String>) all.get(1);
    ListIterator<String> ofLinked = (ListIterator<String>) all.get(3);
    ofArray.remove();
    ofArray.add("new");
    ofLinked.set("set");
    assertThat(ofLinked.nextIndex()).isEqualTo(1);
    assertThat(all.get(0)).hasToString("[a, b, c, new, e, f]");
    assertThat(all.get(2)).hasToString("[a, b, set, d, e, f]");
  }

  private static Object split() {
    BitSet bits = new BitSet();
    bits.set(3, 70);
    Spliterator<?> ofBits = bits.stream().spliterator();
    Spliterator<?> ofSorted = new TreeSet<>(WORDS).descendingSet().spliterator();
    Spliterator<?> ofPart = new ArrayList<>(WORDS).subList(1, 5).spliterator();
    List<Object> all = new ArrayList<>(List.of(ofBits, ofSorted, ofPart));
    all.forEach(s -> ((Spliterator<?>) s).tryAdvance(x -> {}));
    return all;
  }

  private static void checkSplit(Object o) {
    List<List<String>> rests = new ArrayList<>();
    for (Object s : (List<?>) o) {
      List<String> rest = new ArrayList<>();
      ((Spliterator<?>) s).forEachRemaining(x -> rest.add(x.toString()));
      rests.add(rest);
    }
    assertThat(rests.get(0)).hasSize(66).startsWith("4").endsWith("69");
    assertThat(rests.get(1)).containsExactly("e", "d", "c", "b", "a");
    assertThat(rests.get(2)).containsExactly("c", "d", "e");
  }
}
