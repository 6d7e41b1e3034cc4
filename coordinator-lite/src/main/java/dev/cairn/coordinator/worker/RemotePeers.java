package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Other workers over the network: soon given up, since the coordinator has what they have.
 * Thread-safe.
 */
final class RemotePeers implements Peers {
  private static final String CLEAR = "";

  private final Patience patience;
  private final Time time;

  /** By the fingerprint of whom they trust. */
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  /** Addresses that couldn't be reached, and until when they aren't tried again. */
  private final Map<String, Long> away = new ConcurrentHashMap<>();

  /**
   * How long others are waited for.
   *
   * @param connect until they answer at all
   * @param chunk for one chunk, of at most 4 MiB
   * @param away for so long who couldn't be reached isn't tried again
   */
  record Patience(Duration connect, Duration chunk, Duration away) {
    static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(3), Duration.ofSeconds(8), Duration.ofMinutes(10));
  }

  RemotePeers(Patience patience, Time time) {
    this.patience = patience;
    this.time = time;
  }

  @Override
  public byte @Nullable [] read(Api.Peer peer, String id) throws IOException {
    Long until = away.get(peer.url());
    if (until != null && time.nanos() - until < 0) {
      throw new IOException(peer.url() + " could not be reached a while ago");
    }
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(peer.url() + PeerDoor.CHUNKS + id))
              .header("Authorization", "Bearer " + peer.key())
              .build();
    } catch (IllegalArgumentException e) {
      throw new IOException(peer.url() + " is no address of a worker: " + e.getMessage(), e);
    }
    // The client's own time-out ends with the head of an answer.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client(peer).sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response =
          answer.get(patience.chunk().toMillis(), TimeUnit.MILLISECONDS);
      return switch (response.statusCode()) {
        case 200 -> response.body();
        case 404 -> null;
        default -> throw new IOException(peer.url() + " answers " + response.statusCode());
      };
    } catch (TimeoutException e) {
      throw new IOException(peer.url() + " is too slow", e);
    } catch (ExecutionException e) {
      away.put(peer.url(), time.nanos() + patience.away().toNanos());
      throw new IOException(peer.url() + " can't be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private HttpClient client(Api.Peer peer) throws IOException {
    String trusted = peer.fingerprint() == null ? CLEAR : peer.fingerprint();
    HttpClient known = clients.get(trusted);
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(patience.connect());
      known =
          (trusted.equals(CLEAR) ? builder : builder.sslContext(Certificates.pinned(trusted)))
              .build();
      clients.put(trusted, known);
    }
    return known;
  }
}
