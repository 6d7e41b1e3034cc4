package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.wire.Api;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How workers reach each other, as they told with their latest word. In memory alone: their keys
 * stand in no file and in no answer but that to a worker that is sent to them. Thread-safe.
 */
final class PeerBook {
  private final Map<String, Api.Peer> peers = new ConcurrentHashMap<>();

  /**
   * @param peer null: it isn't reached
   */
  void put(String host, Api.@Nullable Peer peer) {
    if (peer == null) {
      peers.remove(host);
    } else if (!peer.equals(peers.get(host))) {
      peers.put(host, new Api.Peer(host, peer.url(), peer.key(), peer.fingerprint()));
    }
  }

  /** For each job that others had before, those of them that a host can reach. */
  List<Api.Holders> holders(State state, String host, List<Long> jobs) {
    return jobs.stream()
        .map(job -> new Api.Holders(job, reached(Order.holders(state, job, host))))
        .filter(holders -> !holders.peers().isEmpty())
        .toList();
  }

  private List<Api.Peer> reached(List<String> hosts) {
    return hosts.stream().map(peers::get).filter(Objects::nonNull).toList();
  }
}
