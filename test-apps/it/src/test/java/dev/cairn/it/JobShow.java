package dev.cairn.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at a coordinator's jobs as often as a test likes: what `cairn show ID --json` prints. */
final class JobShow {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long GLANCE_MILLIS = 20;

  private final Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param directory the coordinator's
   */
  JobShow(Path directory) {
    this.directory = directory;
  }

  /** The job as it is now. */
  JsonNode job(String id) throws IOException {
    String url = Files.readString(directory.resolve("url")).strip();
    String token = Files.readString(directory.resolve("token")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/jobs/" + id))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path("job");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the job is as it is to be. */
  JsonNode await(String id, String what, Predicate<JsonNode> is) {
    JsonNode[] seen = new JsonNode[1];
    until(
        () -> "job " + id + " " + what + ", not " + seen[0],
        () -> {
          seen[0] = job(id);
          return is.test(seen[0]);
        });
    return seen[0];
  }

  /** Something that is to become true. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** Waits for it: what is awaited is never a time. */
  static void until(Supplier<String> what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("awaited: " + what.get());
        }
        Thread.sleep(GLANCE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(what.get(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
