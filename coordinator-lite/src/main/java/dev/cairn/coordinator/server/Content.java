package dev.cairn.coordinator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Json;
import java.nio.charset.StandardCharsets;

/**
 * What a body is: its media type, and what it is to Java.
 *
 * @param limit of a request's, in bytes
 */
record Content<T>(String type, Class<T> of, int limit) {
  static final String JSON = "application/json";
  private static final int REQUEST = 64 << 10;

  static final Content<Api.Nothing> NOTHING = json(Api.Nothing.class);
  static final Content<byte[]> BYTES =
      new Content<>("application/octet-stream", byte[].class, 8 << 20);

  /** Prometheus's text format. Without this type it takes nothing. */
  static final Content<String> METRICS =
      new Content<>("text/plain; version=0.0.4; charset=utf-8", String.class, 0);

  static final Content<String> DOCUMENT = new Content<>(JSON, String.class, 0);
  static final Content<EventStream> EVENTS =
      new Content<>("text/event-stream; charset=utf-8", EventStream.class, 0);

  static <T> Content<T> json(Class<T> of) {
    return new Content<>(JSON, of, REQUEST);
  }

  Content<T> upTo(int bytes) {
    return new Content<>(type, of, bytes);
  }

  /** Whether nothing of a request's body is looked at. */
  boolean isIgnored() {
    return of == Api.Nothing.class;
  }

  /**
   * Reads a request's body.
   *
   * @throws HttpProblem it is none
   */
  T read(byte[] body) {
    if (isIgnored()) {
      return of.cast(Api.Nothing.MORE);
    }
    if (of == byte[].class) {
      return of.cast(body);
    }
    try {
      return Json.read(new String(body, StandardCharsets.UTF_8), of);
    } catch (JsonProcessingException e) {
      throw new HttpProblem(400, "not a " + of.getSimpleName() + ": " + e.getOriginalMessage());
    }
  }

  /** Writes an answer that is all there. */
  byte[] write(Object answer) throws JsonProcessingException {
    if (answer instanceof byte[] bytes) {
      return bytes;
    }
    String text = answer instanceof String s ? s : Json.write(answer);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
