package dev.cairn.coordinator.server;

import java.util.Map;

/** An answer other than yes. */
final class HttpProblem extends RuntimeException {
  private final int status;
  private final Map<String, String> headers;

  HttpProblem(int status, String message) {
    this(status, message, Map.of());
  }

  private HttpProblem(int status, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.headers = headers;
  }

  /** It may be asked again after a while. */
  static HttpProblem tooMuch(String message, int seconds) {
    return new HttpProblem(429, message, Map.of("Retry-After", Integer.toString(seconds)));
  }

  static HttpProblem methodNotAllowed(String message, String allowed) {
    return new HttpProblem(405, message, Map.of("Allow", allowed));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
