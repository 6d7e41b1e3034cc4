package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Other workers, as this one reaches them. */
@FunctionalInterface
interface Peers {
  /**
   * What a worker gives for a chunk's id, whatever that is; null where it hasn't got it.
   *
   * @throws IOException it can't be reached, takes too long, or doesn't know the key
   */
  byte @Nullable [] read(Api.Peer peer, String id) throws IOException;
}
