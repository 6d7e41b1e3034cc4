package dev.cairn.fuzz.write;

import dev.cairn.fuzz.tree.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The variables and labels that a statement sees. */
final class Scope {
  private final Map<Kind, List<String>> variables = new EnumMap<>(Kind.class);
  private final List<String> readOnly = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private int names;

  Scope() {
    for (Kind k : Kind.values()) {
      variables.put(k, new ArrayList<>());
    }
  }

  String fresh(String prefix) {
    return prefix + names++;
  }

  void declare(Kind kind, String name) {
    variables.get(kind).add(name);
  }

  /** A variable that may be read, and captured by lambdas. */
  void declareFinal(Kind kind, String name) {
    declare(kind, name);
    readOnly.add(name);
  }

  List<String> readable(Kind kind) {
    return variables.get(kind);
  }

  List<String> writable(Kind kind) {
    List<String> all = new ArrayList<>(variables.get(kind));
    all.removeAll(readOnly);
    return all;
  }

  /** Only these are seen in a lambda's body. */
  Scope captured() {
    Scope inner = new Scope();
    inner.names = names + 1000;
    variables.forEach(
        (kind, all) ->
            all.stream().filter(readOnly::contains).forEach(v -> inner.declareFinal(kind, v)));
    return inner;
  }

  List<String> labels() {
    return labels;
  }

  /** What is declared from now on is forgotten by {@link #leave}. */
  Map<Kind, Integer> enter() {
    Map<Kind, Integer> sizes = new EnumMap<>(Kind.class);
    variables.forEach((k, v) -> sizes.put(k, v.size()));
    return sizes;
  }

  void leave(Map<Kind, Integer> sizes) {
    sizes.forEach((k, n) -> variables.get(k).subList(n, variables.get(k).size()).clear());
  }
}
