package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.files.ChunkCache;
import dev.cairn.coordinator.files.ChunkSource;
import dev.cairn.coordinator.server.ServerIdentity;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.CommandException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does that jobs' chunks need not all come from the coordinator: it keeps some, gives
 * them to others, and asks others for theirs.
 */
final class Exchange implements AutoCloseable {
  private static final int ANY_PORT = 0;

  /** Nobody listens there: it is asked for a way only, nothing is sent. */
  private static final int DISCARD = 9;

  private final Kept kept;
  private final Peers network;
  private final @Nullable PeerDoor door;

  /**
   * @param door null: others don't reach this worker
   */
  Exchange(Kept kept, Peers network, @Nullable PeerDoor door) {
    this.kept = kept;
    this.network = network;
    this.door = door;
  }

  /**
   * Opens it in a worker's folder. Where others can't be let in, that is said, and they ask the
   * coordinator.
   *
   * @param coordinator its address: others reach this worker as it reaches the coordinator, and
   *     over TLS where it does
   */
  static Exchange open(WorkerSetup setup, String coordinator, Consumer<String> say)
      throws IOException {
    Kept kept =
        new Kept(ChunkCache.in(setup.directory().resolve("cache"), setup.cacheBytes()), say);
    return new Exchange(
        kept,
        new RemotePeers(RemotePeers.Patience.DEFAULT, Time.REAL),
        setup.cacheBytes() == 0 ? null : door(setup, coordinator, kept, say));
  }

  private static @Nullable PeerDoor door(
      WorkerSetup setup, String coordinator, Kept kept, Consumer<String> say) {
    try {
      InetAddress here = towards(URI.create(coordinator).getHost());
      ServerIdentity identity =
          coordinator.toLowerCase(Locale.ROOT).startsWith("https:")
              ? ServerIdentity.generated(setup.directory(), List.of(here.getHostAddress()))
              : null;
      return PeerDoor.open(setup.host(), new InetSocketAddress(here, ANY_PORT), kept, identity);
    } catch (IOException | CommandException | IllegalArgumentException e) {
      say.accept("other workers can't be let in, and ask the coordinator: " + e.getMessage());
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The address by which this machine talks to another. */
  private static InetAddress towards(@Nullable String host) throws IOException {
    if (host == null) {
      throw new IOException("the coordinator's address names no host");
    }
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), DISCARD));
      return socket.getLocalAddress();
    }
  }

  /** How others reach this worker; null: they don't. */
  Api.@Nullable Peer self() {
    return door == null ? null : door.self();
  }

  /** Begins to fetch a job's files. */
  Fetch fetch(List<Api.Peer> peers, ChunkSource coordinator) {
    return new Fetch(kept, peers, network, coordinator);
  }

  /** The coordinator; what is sent to it is kept here, too. */
  Server keeping(Server coordinator) {
    return new KeepingServer(coordinator, kept);
  }

  @Override
  public void close() {
    if (door != null) {
      door.close();
    }
  }
}
