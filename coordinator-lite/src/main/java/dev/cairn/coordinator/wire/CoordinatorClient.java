package dev.cairn.coordinator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.coordinator.files.ChunkSink;
import dev.cairn.coordinator.files.ChunkSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Talks to a coordinator. */
public final class CoordinatorClient implements ChunkSource, ChunkSink {
  /** Longer than the coordinator lets a question wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of ids in one question: some 70 bytes each. */
  private static final int AT_ONCE = 50_000;

  private static final int TOO_MANY = 429;
  private static final int PATIENT = 5;
  private static final long LONGEST_WAIT_SECONDS = 5;

  private final String url;
  private final String token;
  private final HttpClient http;

  /** Over TLS, if at all, with whom this JVM trusts. */
  public CoordinatorClient(String url, String token) {
    this(url, token, null);
  }

  /**
   * @param trust whom it trusts, or null: whom this JVM does
   */
  public CoordinatorClient(String url, String token, @Nullable SSLContext trust) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    this.http = (trust == null ? builder : builder.sslContext(trust)).build();
  }

  /** The coordinator said no. */
  public static final class AnsweredException extends IOException {
    private final int status;

    public AnsweredException(int status, String message) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }

    /** Whether what was told is about a lease or an incarnation that no longer counts. */
    public boolean isStale() {
      return status == 410;
    }
  }

  public String url() {
    return url;
  }

  /** A name as a part of a path. */
  public static String part(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public <T> T get(String path, Class<T> type) throws IOException {
    return parse(exchange(request(path).GET()), type);
  }

  public <T> T post(String path, Object body, Class<T> type) throws IOException {
    return parse(exchange(request(path).POST(BodyPublishers.ofString(Json.write(body)))), type);
  }

  /** As {@link #post}, where the answer says nothing more. */
  public void tell(String path, Object body) throws IOException {
    exchange(request(path).POST(BodyPublishers.ofString(Json.write(body))));
  }

  @Override
  public byte[] read(String id) throws IOException {
    byte[] bytes = exchange(request("chunks/" + id).GET());
    if (!dev.cairn.coordinator.files.Chunk.id(bytes).equals(id)) {
      throw new IOException("what came is not chunk " + id);
    }
    return bytes;
  }

  @Override
  public Set<String> missing(Collection<String> ids) throws IOException {
    Set<String> missing = new LinkedHashSet<>();
    List<String> all = new ArrayList<>(ids);
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      missing.addAll(post("chunks/missing", new Api.Chunks(some), Api.Chunks.class).chunks());
    }
    return missing;
  }

  @Override
  public void write(String id, byte[] bytes) throws IOException {
    exchange(request("chunks/" + id).PUT(BodyPublishers.ofByteArray(bytes)));
  }

  private HttpRequest.Builder request(String path) throws IOException {
    try {
      return HttpRequest.newBuilder(URI.create(url + "/v1/" + path))
          .timeout(PATIENCE)
          .header("Authorization", "Bearer " + token);
    } catch (IllegalArgumentException e) {
      throw new IOException(url + " is no address of a coordinator: " + e.getMessage(), e);
    }
  }

  private byte[] exchange(HttpRequest.Builder request) throws IOException {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofByteArray());
      for (int i = 0; i < PATIENT && response.statusCode() == TOO_MANY; i++) {
        Thread.sleep(Duration.ofSeconds(wait(response)).toMillis());
        response = http.send(request.build(), BodyHandlers.ofByteArray());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    int status = response.statusCode();
    if (status == 401) {
      throw new AnsweredException(status, url + " does not know this token");
    }
    if (status / 100 != 2) {
      throw new AnsweredException(status, problem(response.body()));
    }
    return response.body();
  }

  private static long wait(HttpResponse<?> response) {
    long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
    return Math.max(1, Math.min(LONGEST_WAIT_SECONDS, seconds));
  }

  private static String problem(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      return Json.read(text, Api.Problem.class).error();
    } catch (JsonProcessingException e) {
      return text.isBlank() ? "no reason was given" : text;
    }
  }

  private static <T> T parse(byte[] body, Class<T> type) throws IOException {
    return Json.read(new String(body, StandardCharsets.UTF_8), type);
  }
}
