package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.ChunkSource;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a job's files, and counts where they come from: from what is kept here, else from another
 * worker that may have them, else from the coordinator, which has. A worker that lies or is silent
 * costs its time once: it isn't asked again. Used by one thread.
 */
final class Fetch implements ChunkSource {
  private final Kept kept;
  private final List<Api.Peer> peers;
  private final Peers network;
  private final ChunkSource coordinator;
  private long fromKept;
  private long fromPeers;
  private long fromCoordinator;

  Fetch(Kept kept, List<Api.Peer> peers, Peers network, ChunkSource coordinator) {
    this.kept = kept;
    this.peers = new ArrayList<>(peers);
    this.network = network;
    this.coordinator = coordinator;
  }

  @Override
  public byte[] read(String id) throws IOException {
    byte[] bytes = kept.find(id);
    if (bytes != null) {
      fromKept += bytes.length;
      return bytes;
    }
    bytes = fromPeers(id);
    if (bytes != null) {
      fromPeers += bytes.length;
    } else {
      bytes = coordinator.read(id);
      fromCoordinator += bytes.length;
    }
    kept.keep(id, bytes);
    return bytes;
  }

  private byte @Nullable [] fromPeers(String id) {
    for (Api.Peer peer : List.copyOf(peers)) {
      try {
        byte[] bytes = network.read(peer, id);
        if (bytes != null && Chunk.id(bytes).equals(id)) {
          return bytes;
        }
        if (bytes != null) {
          peers.remove(peer); // what it has is something else
        }
      } catch (IOException e) {
        peers.remove(peer); // it can't be reached: that is what the coordinator is for
      }
    }
    return null;
  }

  /** What was fetched so far. */
  Move.Bytes bytes() {
    return new Move.Bytes(fromKept, fromPeers, fromCoordinator);
  }
}
