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
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** For a chunk of 4 MiB, at half a megabyte a second. */
  private static final long CHUNK_SECONDS = 8;

  private static final String CLEAR = "";

  /** By the fingerprint of whom they trust. */
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  @Override
  public byte @Nullable [] read(Api.Peer peer, String id) throws IOException {
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
      HttpResponse<byte[]> response = answer.get(CHUNK_SECONDS, TimeUnit.SECONDS);
      return switch (response.statusCode()) {
        case 200 -> response.body();
        case 404 -> null;
        default -> throw new IOException(peer.url() + " answers " + response.statusCode());
      };
    } catch (TimeoutException e) {
      throw new IOException(peer.url() + " is too slow", e);
    } catch (ExecutionException e) {
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
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
      known =
          (trusted.equals(CLEAR) ? builder : builder.sslContext(Certificates.pinned(trusted)))
              .build();
      clients.put(trusted, known);
    }
    return known;
  }
}
