package dev.cairn.agent.weave;

import dev.cairn.instrumenter.digest.CodeDigest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a class's digest stands in a snapshot: the class file's SHA-256, which decides, then the
 * methods' hashes, which only tell where the difference is. Classes that aren't woven have none.
 *
 * <pre>
 *   sha256-hex '.' hash-hex '.' name descriptor '.' hash-hex '.' name descriptor ...
 * </pre>
 *
 * The dot is the one character that neither a method's name nor a descriptor can hold (JVMS 4.2.2).
 */
public final class DigestText {
  private DigestText() {}

  public static String write(CodeDigest digest) {
    StringBuilder b = new StringBuilder(digest.sha256());
    new TreeMap<>(digest.methods())
        .forEach((m, h) -> b.append('.').append(Long.toHexString(h)).append('.').append(m));
    return b.toString();
  }

  /** Where a class differs from what was recorded, in words; null where it does not. */
  static @Nullable String difference(String recorded, CodeDigest now) {
    String[] parts = recorded.split("\\.", -1);
    if (parts[0].equals(now.sha256())) {
      return null;
    }
    if (parts.length == 1) {
      return "its class file is another one";
    }
    Map<String, String> was = new TreeMap<>();
    for (int i = 1; i + 1 < parts.length; i += 2) {
      was.put(parts[i + 1], parts[i]);
    }
    for (Map.Entry<String, Long> e : new TreeMap<>(now.methods()).entrySet()) {
      String hash = was.remove(e.getKey());
      if (hash == null) {
        return "method " + e.getKey() + " is new";
      }
      if (!hash.equals(Long.toHexString(e.getValue()))) {
        return "method " + e.getKey() + " has changed";
      }
    }
    return was.isEmpty()
        ? "its fields, attributes or debug information have changed"
        : "method " + was.keySet().iterator().next() + " is gone";
  }
}
