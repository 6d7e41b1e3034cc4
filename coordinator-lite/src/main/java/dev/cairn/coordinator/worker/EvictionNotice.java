package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a machine's owner says that it will be taken away: spot markets, maintenance. */
public interface EvictionNotice {
  /**
   * How long this machine is there yet, or null: nothing is said.
   *
   * @throws IOException it can't be told; asked again later
   */
  @Nullable Duration look() throws IOException;

  /** For people: where it looks. */
  String name();
}
