package dev.cairn.instrumenter.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An application of a few classes, and how often each was read. */
public final class TestApp implements ClassSource {
  final Map<String, byte[]> classes;
  final Map<String, Integer> reads = new TreeMap<>();

  TestApp(Map<String, byte[]> classes) {
    this.classes = new TreeMap<>(classes);
  }

  /** Compiled from one source that declares {@code package app} and {@code class Main}. */
  public static TestApp of(String source) {
    return of(Javac.running(), source);
  }

  static TestApp of(Javac javac, String source) {
    return new TestApp(javac.compile(Map.of("app/Main.java", "package app;\n" + source)));
  }

  Plan plan(String loops) {
    return plan(null, loops);
  }

  Plan plan(String root, String loops) {
    return Planner.plan(this, "app.Main", root, loops);
  }

  /** {@code Main.run()V} of every woven method, sorted. */
  static List<String> woven(Plan plan) {
    TreeSet<String> woven = new TreeSet<>();
    plan.wovenMethods()
        .forEach((c, ms) -> ms.forEach(m -> woven.add(c.replace("app/", "") + "." + m)));
    return List.copyOf(woven);
  }

  /** The lines of the marked loops. */
  static Set<Integer> lines(Plan plan) {
    TreeSet<Integer> lines = new TreeSet<>();
    plan.loops().values().forEach(ls -> ls.forEach(l -> lines.add(l.line())));
    return lines;
  }

  /** {@code Main.run()V:12} of every marked loop. */
  static List<String> loops(Plan plan) {
    TreeSet<String> loops = new TreeSet<>();
    plan.loops()
        .forEach(
            (c, ls) ->
                ls.forEach(
                    l -> loops.add(c.replace("app/", "") + "." + l.method() + ":" + l.line())));
    return List.copyOf(loops);
  }

  @Override
  public Collection<String> applicationClasses() {
    return classes.keySet();
  }

  @Override
  public byte[] bytes(String name) {
    reads.merge(name, 1, Integer::sum);
    byte[] own = classes.get(name);
    if (own != null) {
      return own;
    }
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      return in == null || !name.startsWith("java/") ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
