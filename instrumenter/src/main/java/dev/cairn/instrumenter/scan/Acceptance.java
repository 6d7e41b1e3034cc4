package dev.cairn.instrumenter.scan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user has looked at and answers for: {@code threads;environment@com.acme.Main} accepts
 * all threads, and what the one class (those nested in it too) asks of its environment. Immutable.
 */
public final class Acceptance {
  /** Nothing is accepted. */
  public static final Acceptance NONE = new Acceptance(List.of());

  private record Item(Source source, @Nullable String className) {
    boolean accepts(Finding f) {
      return f.source() == source
          && (className == null
              || f.dottedClass().equals(className)
              || f.dottedClass().startsWith(className + "$"));
    }
  }

  private final List<Item> items;

  private Acceptance(List<Item> items) {
    this.items = items;
  }

  /**
   * Reads the option.
   *
   * @throws IllegalArgumentException where a source is unknown; its message says which there are
   */
  public static Acceptance parse(String text) {
    List<Item> items = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      int at = part.indexOf('@');
      String label = at < 0 ? part : part.substring(0, at);
      Source source =
          Source.of(label)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'"
                              + label
                              + "' is no source of differences; there are "
                              + String.join(", ", Source.labels())));
      items.add(new Item(source, at < 0 ? null : part.substring(at + 1)));
    }
    return new Acceptance(List.copyOf(items));
  }

  /** Whether the user answers for a place. */
  public boolean accepts(Finding finding) {
    return items.stream().anyMatch(i -> i.accepts(finding));
  }

  /** Whether the user answers for a source, wherever it is. */
  public boolean accepts(Source source) {
    return items.stream().anyMatch(i -> i.source() == source && i.className() == null);
  }
}
