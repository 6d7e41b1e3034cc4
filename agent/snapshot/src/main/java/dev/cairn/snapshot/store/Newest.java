package dev.cairn.snapshot.store;

import dev.cairn.snapshot.format.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest generation that verifies.
 *
 * @param generation null where there is none
 * @param header its header, or null
 * @param skipped one line for each newer generation that is damaged
 */
public record Newest(
    @Nullable Generation generation, @Nullable Header header, List<String> skipped) {
  public Newest {
    skipped = List.copyOf(skipped);
  }
}
