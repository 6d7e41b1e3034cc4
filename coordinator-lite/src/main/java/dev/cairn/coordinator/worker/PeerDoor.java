package dev.cairn.coordinator.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.server.ServerIdentity;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Certificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the chunks that are kept here to other workers. Its key is made anew at each start, and
 * known to the coordinator and to whom that names this worker; who doesn't show it hears 401 and no
 * word.
 */
final class PeerDoor implements AutoCloseable {
  static final String CHUNKS = "/v1/chunks/";

  private static final int KEY_BYTES = 32;

  /** At once: the jobs here have the rest of the machine. */
  private static final int THREADS = 4;

  private final HttpServer http;
  private final ExecutorService threads;
  private final Kept kept;
  private final byte[] expected;
  private final Api.Peer self;

  private PeerDoor(
      String host, HttpServer http, Kept kept, @Nullable ServerIdentity identity, String key) {
    this.http = http;
    this.kept = kept;
    this.expected = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    this.self = new Api.Peer(host, url(http, identity), key, fingerprint(identity));
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            r -> {
              Thread thread = new Thread(r, "cairn-peer");
              thread.setDaemon(true);
              return thread;
            });
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
  }

  /**
   * Opens it.
   *
   * @param host the name of this worker's host
   * @param address where it listens
   * @param identity what it shows over TLS, or null: it speaks in clear
   */
  static PeerDoor open(
      String host, InetSocketAddress address, Kept kept, @Nullable ServerIdentity identity)
      throws IOException {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    HttpServer http;
    if (identity == null) {
      http = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
      http = https;
    }
    return new PeerDoor(host, http, kept, identity, HexFormat.of().formatHex(random));
  }

  private static String url(HttpServer http, @Nullable ServerIdentity identity) {
    InetSocketAddress a = http.getAddress();
    String host = a.getAddress().getHostAddress();
    return (identity == null ? "http://" : "https://")
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + ":"
        + a.getPort();
  }

  private static @Nullable String fingerprint(@Nullable ServerIdentity identity) {
    return identity == null ? null : Certificates.fingerprint(identity.certificate());
  }

  /** How others reach it. */
  Api.Peer self() {
    return self;
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      if (shown == null
          || !MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      byte[] bytes = chunk(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath());
      if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      // Who asked is gone, and asks the coordinator.
    }
  }

  private byte @Nullable [] chunk(String method, String path) {
    String id = path.startsWith(CHUNKS) ? path.substring(CHUNKS.length()) : "";
    return method.equals("GET") && Chunk.isId(id) ? kept.find(id) : null;
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
