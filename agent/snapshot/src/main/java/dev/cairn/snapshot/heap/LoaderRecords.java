package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the JVM has on record of class loaders, among the runtime's state: no state of the job's,
 * but it decides whether a loader is asked again.
 *
 * <pre>
 *   loader.(number)   (key name NEWLINE)*   classes that it gave and did not define
 *   loaders.parallel  (key name NEWLINE)*   classes registered as parallel capable
 *   key               "B " "P " "A ", or "D " number "/"
 * </pre>
 */
record LoaderRecords(SortedMap<Integer, String> loaders, List<String> parallel) {
  private static final String LOADER = "loader.";
  private static final String PARALLEL = "loaders.parallel";

  static LoaderRecords read(SortedMap<String, String> runtime) {
    SortedMap<Integer, String> loaders = new TreeMap<>();
    for (Map.Entry<String, String> e : runtime.tailMap(LOADER).entrySet()) {
      if (!e.getKey().startsWith(LOADER)) {
        break;
      }
      loaders.put(Integer.parseInt(e.getKey().substring(LOADER.length())), e.getValue());
    }
    return new LoaderRecords(loaders, lines(runtime.getOrDefault(PARALLEL, "")));
  }

  void write(SortedMap<String, String> runtime) {
    loaders.forEach((number, text) -> runtime.put(LOADER + number, text));
    if (!parallel.isEmpty()) {
      runtime.put(PARALLEL, String.join("\n", parallel));
    }
  }

  /** The key of each class that a loader gave and did not define, by name. */
  SortedMap<String, String> initiated(int number) {
    SortedMap<String, String> initiated = new TreeMap<>();
    for (String line : lines(loaders.getOrDefault(number, ""))) {
      int end = Math.max(line.indexOf('/'), line.indexOf(' ')) + 1;
      initiated.put(line.substring(end), line.substring(0, end));
    }
    return initiated;
  }

  /** Whether loaders of this class are parallel capable. */
  boolean isParallel(ClassEntry c) {
    return parallel.contains(c.loader() + " " + c.name());
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
