package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The job's own class loaders that a walk has met, by number. Not thread-safe. */
final class MetLoaders {
  private final Shapes shapes;
  private final SortedMap<Integer, ClassLoader> loaders = new TreeMap<>();

  MetLoaders(Shapes shapes) {
    this.shapes = shapes;
  }

  void add(int number, ClassLoader loader) {
    loaders.put(number, loader);
  }

  /** How a snapshot calls a class of which it holds objects; the walk is over. */
  ClassEntry entry(Shape shape, int count) {
    ClassEntry e = shape.entry(count);
    return e.loader() == '?' ? e.definedBy(numberOf(shape.type())) : e;
  }

  /** What the JVM has on record of them; the walk is over. */
  LoaderRecords records(List<Class<?>> initialised) {
    SortedMap<Integer, String> given = new TreeMap<>();
    SortedSet<String> parallel = new TreeSet<>();
    initialised.stream()
        .filter(c -> ClassLoader.class.isAssignableFrom(c) && ParallelLoaders.registered(c))
        .forEach(c -> parallel.add(key(c) + c.getName()));
    loaders.forEach(
        (number, loader) -> {
          StringBuilder text = new StringBuilder();
          for (Class<?> c : LoaderContent.initiated(loader).values()) {
            if (shapes.loaderOf(c) != '?' || JobLoaders.carries(c)) {
              text.append(key(c)).append(c.getName()).append('\n');
            }
          }
          given.put(number, text.toString());
          if (LoaderContent.parallel(loader)) {
            parallel.add(key(loader.getClass()) + loader.getClass().getName());
          }
        });
    return new LoaderRecords(given, List.copyOf(parallel));
  }

  private String key(Class<?> c) {
    char loader = shapes.loaderOf(c);
    return loader == '?' ? "D " + numberOf(c) + "/" : loader + " ";
  }

  @SuppressWarnings("ReferenceEquality") // a job's loader may have an equals of its own
  private int numberOf(Class<?> c) {
    ClassLoader wanted = JobLoaders.loaderOf(c);
    return loaders.entrySet().stream()
        .filter(e -> e.getValue() == wanted)
        .mapToInt(Map.Entry::getKey)
        .findAny()
        .orElseThrow(() -> new IllegalStateException("the walk did not meet the loader of " + c));
  }
}
