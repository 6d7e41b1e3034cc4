package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop specification, parsed:
 *
 * <pre>
 *   spec   = item *( (";" | newline) item )
 *   item   = "auto" | "annotated" | method [ ":" line ] | class ":" line
 *   method = class "#" name [ descriptor ]
 *   class  = a class name with "." or "/", nested ones with "$"
 * </pre>
 *
 * Blank items and lines that start with {@code //} are left out. A semicolon inside a descriptor is
 * part of it.
 */
record LoopSpec(String text, List<Item> items) {
  sealed interface Item permits Auto, Annotated, Named {}

  /** The loops first met on the way from the root. */
  record Auto() implements Item {}

  /** The loops that carry an annotation. */
  record Annotated() implements Item {}

  /**
   * Loops named by class, and method or line or both.
   *
   * @param text as the user wrote it
   * @param className internal name
   * @param method null: any
   * @param descriptor null: any
   * @param line -1: the outermost loops
   */
  record Named(
      String text, String className, @Nullable String method, @Nullable String descriptor, int line)
      implements Item {
    String dottedClass() {
      return Names.dotted(className);
    }
  }

  static LoopSpec parse(String text) {
    List<Item> items = new ArrayList<>();
    for (String part : split(text)) {
      String item = part.strip();
      if (!item.isEmpty() && !item.startsWith("//")) {
        items.add(item(item));
      }
    }
    if (items.isEmpty()) {
      throw new LoopSpecException(
          "the loop specification is empty; say auto, annotated, class#method or class:line");
    }
    return new LoopSpec(text, List.copyOf(items));
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '(') {
        at = endOfDescriptor(text, at);
      } else if (c == ';' || c == '\n' || c == '\r') {
        parts.add(text.substring(start, at));
        start = ++at;
      } else {
        at++;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  /** The index after a method descriptor; its semicolons are no separators. */
  private static int endOfDescriptor(String text, int open) {
    int at = text.indexOf(')', open) + 1;
    if (at == 0) {
      throw new LoopSpecException("a parenthesis is not closed in '" + text.strip() + "'");
    }
    while (at < text.length() && text.charAt(at) == '[') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == 'L') {
      int end = text.indexOf(';', at);
      return end < 0 ? text.length() : end + 1;
    }
    return Math.min(at + 1, text.length());
  }

  private static Item item(String item) {
    if (item.equals("auto")) {
      return new Auto();
    }
    if (item.equals("annotated")) {
      return new Annotated();
    }
    int line = -1;
    String rest = item;
    int colon = item.lastIndexOf(':');
    if (colon >= 0 && colon > item.lastIndexOf(')')) {
      line = line(item, item.substring(colon + 1));
      rest = item.substring(0, colon);
    }
    int hash = rest.indexOf('#');
    if (hash < 0 ? line < 0 || rest.isEmpty() : hash == 0 || hash == rest.length() - 1) {
      throw malformed(item);
    }
    if (hash < 0) {
      return new Named(item, rest.replace('.', '/'), null, null, line);
    }
    String className = rest.substring(0, hash).replace('.', '/');
    String method = rest.substring(hash + 1);
    int open = method.indexOf('(');
    if (open == 0) {
      throw malformed(item);
    }
    return open < 0
        ? new Named(item, className, method, null, line)
        : new Named(item, className, method.substring(0, open), method.substring(open), line);
  }

  private static int line(String item, String digits) {
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65535) {
      throw new LoopSpecException(
          "'" + digits + "' in the loop specification '" + item + "' is no line number");
    }
    return Integer.parseInt(digits);
  }

  private static LoopSpecException malformed(String item) {
    return new LoopSpecException(
        "'"
            + item
            + "' names no loop; say auto, annotated, class#method, class#method:line or class:line");
  }
}
