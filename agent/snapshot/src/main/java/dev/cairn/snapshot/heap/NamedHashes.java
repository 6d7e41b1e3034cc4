package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.AnchorEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Identity hashes of objects that every JVM has, by name, whether the job's heap leads to them or
 * not: its code does. The JVM itself hashes each class that it verifies, and its archive of classes
 * holds hashed ones, so that nearly every class has a hash before the job asks for it.
 *
 * <p>Stored among the runtime's state, one entry for each: there are a thousand of them, and only
 * the chunks in which a class is new differ from one generation to the next. Format 1.1 has one
 * text: for each, in order, kind and name as {@code writeUTF} does it and the hash in four bytes,
 * deflated, in Base64.
 */
final class NamedHashes {
  private static final String PREFIX = "hash ";
  private static final String DEFLATED = "hashes";

  /** More than any program has classes, and what a hostile file may not go beyond. */
  private static final int MOST = 1 << 20;

  /** An object of this JVM, and the hash that it had in the job's former life. */
  record Named(Object object, int hash, String name) {}

  private NamedHashes() {}

  /** Notes the hashes of all loaded classes that have a name in every JVM. */
  static void captureClasses(
      Class<?>[] loaded, Shapes shapes, HeaderHash header, SortedMap<String, Integer> hashes) {
    for (Class<?> c : loaded) {
      char loader = shapes.loaderOf(c);
      if (loader != '?'
          && !isNumbered(c)
          && !c.getName().startsWith("dev.cairn.agent.premain.")) { // ours, in the job's loader
        captureClass(loader, c, header, hashes);
      }
    }
    ClassTable.PRIMITIVES.forEach(c -> captureClass('B', c, header, hashes));
  }

  /**
   * Notes the hashes of what the job can name that is no constant of a class.
   *
   * @param hashOf an object's hash, or 0; not that by which a walk knows it
   */
  static void captureOthers(
      NamedObjects named, ToIntFunction<Object> hashOf, SortedMap<String, Integer> hashes) {
    for (AnchorEntry a : NamedObjects.others()) {
      Object o = named.resolve(a);
      int hash = o == null ? 0 : hashOf.applyAsInt(o);
      if (hash > 0) {
        capture(a, hash, hashes);
      }
    }
  }

  /** Hidden classes and proxies are called otherwise in each JVM. */
  private static boolean isNumbered(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.isHidden() || Proxy.isProxyClass(element);
  }

  private static void captureClass(
      char loader, Class<?> c, HeaderHash header, SortedMap<String, Integer> hashes) {
    int hash = header.hashOf(c);
    if (hash > 0) {
      capture(new AnchorEntry(Kind.CLASS, loader + " " + c.getName()), hash, hashes);
    }
  }

  /** Notes one hash. */
  static void capture(AnchorEntry name, int hash, SortedMap<String, Integer> hashes) {
    hashes.put(name.kind().code() + name.name(), hash);
  }

  /** Stores what was noted. */
  static void write(SortedMap<String, Integer> hashes, SortedMap<String, String> state) {
    hashes.forEach((name, hash) -> state.put(PREFIX + name, Integer.toString(hash)));
  }

  /**
   * Finds the objects of a snapshot's names, as far as this JVM has them; initialises nothing but
   * enums. What it has not was in no object of the job's: those that were are anchors.
   */
  static List<Named> resolve(
      SortedMap<String, String> state, ClassTable classes, NamedObjects named) {
    List<Named> all = new ArrayList<>();
    for (Map.Entry<String, Integer> e : read(state).entrySet()) {
      String name = e.getKey();
      Kind kind = name.isEmpty() ? null : Kind.of(name.charAt(0));
      AnchorEntry a = kind == null ? null : new AnchorEntry(kind, name.substring(1));
      Object o = a == null ? null : object(a, classes, named);
      if (o != null) {
        all.add(new Named(o, e.getValue(), name.substring(1)));
      }
    }
    return all;
  }

  private static SortedMap<String, Integer> read(SortedMap<String, String> state) {
    try {
      SortedMap<String, Integer> hashes = readDeflated(state.get(DEFLATED));
      for (Map.Entry<String, String> e : state.tailMap(PREFIX).entrySet()) {
        if (!e.getKey().startsWith(PREFIX)) {
          break;
        }
        put(e.getKey().substring(PREFIX.length()), Integer.parseInt(e.getValue()), hashes);
      }
      return hashes;
    } catch (IOException | IllegalArgumentException e) {
      throw new SnapshotMismatchException(
          "the snapshot's identity hashes can't be read ("
              + e.getMessage()
              + "); bring the file from a copy");
    }
  }

  private static void put(String name, int hash, SortedMap<String, Integer> hashes)
      throws IOException {
    if (hash <= 0) {
      throw new IOException(name + " " + hash);
    }
    hashes.put(name, hash);
  }

  private static SortedMap<String, Integer> readDeflated(@Nullable String text) throws IOException {
    SortedMap<String, Integer> hashes = new TreeMap<>();
    if (text != null) {
      byte[] bytes = Base64.getDecoder().decode(text);
      DataInputStream in =
          new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)));
      int n = in.readInt();
      if (n > MOST) {
        throw new IOException(n + " of them");
      }
      for (int i = 0; i < n; i++) {
        put(in.readUTF(), in.readInt(), hashes);
      }
    }
    return hashes;
  }

  private static @Nullable Object object(AnchorEntry a, ClassTable classes, NamedObjects named) {
    if (a.kind() == Kind.CLASS) {
      return a.name().length() < 3 || "BPA".indexOf(a.name().charAt(0)) < 0
          ? null
          : classes.find(a.name().charAt(0), a.name().substring(2));
    }
    return a.kind() == Kind.FIELD && !AnchorScan.isThere(a.name()) ? null : named.resolve(a);
  }
}
