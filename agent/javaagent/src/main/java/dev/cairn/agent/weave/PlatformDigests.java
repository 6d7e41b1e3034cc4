package dev.cairn.agent.weave;

import dev.cairn.runtime.Frame;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's methods on a saved stack, with their code's hashes: another JDK may have other bodies,
 * in which the frame's locals mean something else. They stand among the classes' digests.
 *
 * <pre>
 *   "jdk" '.' hash-hex '.' name descriptor '.' hash-hex '.' name descriptor ...
 * </pre>
 */
public final class PlatformDigests {
  private static final String MARK = "jdk";

  private final WovenClasses classes;

  public PlatformDigests(WovenClasses classes) {
    this.classes = classes;
  }

  /** By binary class name, for the frames of the JDK among these. */
  public SortedMap<String, String> of(List<Frame> frames) {
    SortedMap<String, TreeMap<String, String>> methods = new TreeMap<>();
    for (Frame f : frames) {
      if (f.owner().getClassLoader() == null) {
        String name = f.owner().getName();
        methods
            .computeIfAbsent(name, n -> new TreeMap<>())
            .put(f.method(), hex(classes.platformHash(name, f.method())));
      }
    }
    SortedMap<String, String> result = new TreeMap<>();
    for (Map.Entry<String, TreeMap<String, String>> e : methods.entrySet()) {
      StringBuilder text = new StringBuilder(MARK);
      e.getValue()
          .forEach((method, hash) -> text.append('.').append(hash).append('.').append(method));
      result.put(e.getKey(), text.toString());
    }
    return result;
  }

  /** The first method of the JDK, in words, that isn't here what it was; null where all are. */
  public @Nullable String difference(Map<String, String> recorded) {
    for (Map.Entry<String, String> e : new TreeMap<>(recorded).entrySet()) {
      String[] parts = e.getValue().split("\\.", -1);
      for (int i = 1; parts[0].equals(MARK) && i + 1 < parts.length; i += 2) {
        if (!parts[i].equals(hex(classes.platformHash(e.getKey(), parts[i + 1])))) {
          return e.getKey() + "." + parts[i + 1];
        }
      }
    }
    return null;
  }

  private static String hex(@Nullable Long hash) {
    return hash == null ? "-" : Long.toHexString(hash);
  }
}
