package dev.cairn.coordinator.worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A page of the machine's metadata service: 404 until there is something to say. */
public final class UrlNotice implements EvictionNotice {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI url;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  public UrlNotice(URI url, Clock clock) {
    this.url = url;
    this.clock = clock;
  }

  @Override
  public @Nullable Duration look() throws IOException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 404) {
        return null;
      }
      if (answer.statusCode() != 200) {
        throw new IOException("it answers " + answer.statusCode());
      }
      return NoticeText.left(answer.body(), clock);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public String name() {
    return url.toString();
  }
}
