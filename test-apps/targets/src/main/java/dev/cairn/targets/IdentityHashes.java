package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Hard case 29: tables by identity, of all kinds of keys, and the numbers themselves. They are the
 * job's: what stands where in the tables is the same in every JVM, stopped or not.
 */
public final class IdentityHashes {
  private static final int KEYS = 40;

  private enum Colour {
    RED,
    ORANGE,
    YELLOW,
    GREEN,
    BLUE
  }

  private record Pair(Class<?> type, Colour colour) {}

  private static final class Thrice {
    @Override
    public int hashCode() {
      return 3 * super.hashCode();
    }

    @Override
    public boolean equals(Object o) {
      return this == o;
    }
  }

  private IdentityHashes() {}

  public static void main(String[] args) {
    List<Object> keys = new ArrayList<>();
    List<Integer> hashes = new ArrayList<>();
    Map<Object, Integer> byIdentity = new IdentityHashMap<>();
    Map<Object, Integer> byHash = new HashMap<>();
    Set<Object> order = Collections.newSetFromMap(new ConcurrentHashMap<>());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      Object key = i % 5 == 0 ? new Thrice() : i % 7 == 0 ? new int[i] : new Object();
      keys.add(key);
      if (i % 2 == 0) {
        synchronized (key) {
          hashes.add(key.hashCode());
        }
      }
      byIdentity.put(key, i);
      byHash.put(key, f(i));
      order.add(key);
      texts.add("" + key + System.identityHashCode(texts));
    }
    // A JVM may map these from its archive of classes, hashed when that was made.
    Object[] shared = {"", "UTF-8", "java", 5, 6L, 'c', (byte) 3, List.of(), Set.of(), Map.of()};
    for (int i = 0; i < shared.length; i++) {
      byIdentity.put(shared[i], KEYS + i);
      texts.add(i + " " + System.identityHashCode(shared[i]));
    }
    Map<Object, Integer> named = new HashMap<>();
    Set<Pair> pairs = new HashSet<>();
    Class<?>[] types = {String.class, int.class, Pair.class, List.class, long[].class};
    for (int i = 0; i < types.length; i++) {
      named.put(types[i], i);
      named.put(TimeUnit.values()[i], i);
      named.put(Colour.values()[i], f(i));
      for (Colour c : Colour.values()) {
        pairs.add(new Pair(types[i], c));
      }
      texts.add(Integer.toHexString(Objects.hash(types[i], named.keySet())));
    }
    named.put(IdentityHashes.class.getClassLoader(), types.length);
    List<Object> met = new ArrayList<>(order);
    for (int i = 0; i < types.length; i++) {
      met.addAll(pairs);
      met.add(named.get(types[f(i) - f(0)]));
    }
    int found = 0;
    int kept = 0;
    for (int i = 0; i < KEYS; i++) {
      Object key = keys.get(i);
      found += byIdentity.get(key) == i && byHash.get(key) == f(i) && order.contains(key) ? 1 : 0;
      kept += i % 2 == 0 && hashes.get(i / 2) == key.hashCode() ? 1 : 0;
    }
    for (int i = 0; i < shared.length; i++) {
      found += byIdentity.get(shared[i]) == KEYS + i ? 1 : 0;
      kept += texts.contains(i + " " + System.identityHashCode(shared[i])) ? 1 : 0;
    }
    for (int i = 0; i < types.length; i++) {
      found += named.get(types[i]) == i && named.get(TimeUnit.values()[i]) == i ? 1 : 0;
      found += pairs.contains(new Pair(types[i], Colour.values()[f(i) % 5])) ? 1 : 0;
    }
    System.out.println(found + " found, " + kept + " hashes kept, " + texts.size());
  }
}
