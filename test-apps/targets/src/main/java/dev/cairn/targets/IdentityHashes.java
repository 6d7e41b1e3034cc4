package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hard case 26: tables by identity. The numbers are this JVM's where they are first taken, so that
 * two undisturbed runs may differ in state; what the program prints may not.
 */
public final class IdentityHashes {
  private static final int KEYS = 40;

  private IdentityHashes() {}

  public static void main(String[] args) {
    List<Object> keys = new ArrayList<>();
    List<Integer> hashes = new ArrayList<>();
    Map<Object, Integer> byIdentity = new IdentityHashMap<>();
    Map<Object, Integer> byHash = new HashMap<>();
    for (int i = 0; i < KEYS; i++) {
      Object key = new Object();
      keys.add(key);
      if (i % 2 == 0) {
        hashes.add(key.hashCode());
      }
      byIdentity.put(key, i);
      byHash.put(key, f(i));
    }
    int found = 0;
    int kept = 0;
    for (int i = 0; i < KEYS; i++) {
      Object key = keys.get(i);
      found += byIdentity.get(key) == i && byHash.get(key) == f(i) ? 1 : 0;
      kept += i % 2 == 0 && hashes.get(i / 2) == key.hashCode() ? 1 : 0;
    }
    System.out.println(found + " found, " + kept + " hashes kept");
  }
}
