package dev.cairn.coordinator.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.cairn.coordinator.core.RefusedException;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Json;
import dev.cairn.launch.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the network and those who answer: who asks, whether that is allowed, how much
 * and how often.
 *
 * <pre>
 *   open files, GET /v1/health     to everybody: a resource of the jar; 200 or 503, no word more
 *   no token that is known         401, without a word; too many of these: 429
 *   too often                      429, with Retry-After
 *   no such path, method           404, 405
 *   a token of another role        403
 *   a body that is too long        413, and the rest of it is not read
 * </pre>
 */
final class Front implements HttpHandler {
  private static final String HEALTH = "/v1/health";

  /** A stream takes a thread for as long as it lasts. */
  private static final int STREAMS = 64;

  private static final int BUSY_SECONDS = 5;

  private static final String PAGE_MAY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Tokens tokens;
  private final Router router;
  private final OpenFiles open;
  private final BooleanSupplier healthy;
  private final RateLimit rate;
  private final RateLimit strangers;
  private final Semaphore streams = new Semaphore(STREAMS);
  private final Consumer<String> say;

  /**
   * @param rate of requests, for each token from each address
   * @param strangers of requests without one, for each address
   */
  Front(
      Tokens tokens,
      Router router,
      OpenFiles open,
      BooleanSupplier healthy,
      RateLimit rate,
      RateLimit strangers,
      Consumer<String> say) {
    this.tokens = tokens;
    this.router = router;
    this.open = open;
    this.healthy = healthy;
    this.rate = rate;
    this.strangers = strangers;
    this.say = say;
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      harden(exchange.getResponseHeaders());
      try {
        answer(exchange);
      } catch (HttpProblem e) {
        e.headers().forEach(exchange.getResponseHeaders()::set);
        problem(exchange, e.status(), e);
      } catch (RefusedException e) {
        problem(exchange, status(e.kind()), e);
      } catch (IllegalArgumentException e) {
        problem(exchange, 400, e);
      } catch (CommandException e) {
        say.accept(String.valueOf(e.getMessage()));
        problem(exchange, 507, e); // nothing was promised: the database is full or gone
      }
    } catch (IOException e) {
      // Who asked is gone, and asks again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      say.accept(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + ": " + e);
    }
  }

  private static void harden(Headers headers) {
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Content-Security-Policy", PAGE_MAY);
  }

  private static int status(RefusedException.Kind kind) {
    return switch (kind) {
      case UNKNOWN -> 404;
      case CONFLICT -> 409;
      case STALE -> 410;
    };
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    if (method.equals("GET") && isOpen(exchange, path)) {
      return;
    }
    String address = exchange.getRemoteAddress().getAddress().getHostAddress();
    Tokens.Caller caller = tokens.caller(exchange.getRequestHeaders().getFirst("Authorization"));
    if (caller == null) {
      stranger(exchange, address);
      return;
    }
    int wait = rate.take(caller.name() + "@" + address);
    if (wait > 0) {
      throw HttpProblem.tooMuch("too many requests of token " + caller.name(), wait);
    }
    Router.Match match = router.match(method, parts(path));
    Route<?, ?> route = match.route();
    if (route.roles().stream().noneMatch(caller.roles()::contains)) {
      throw new HttpProblem(
          403, "token " + caller.name() + " is not for this: it takes " + words(route));
    }
    Call call =
        new Call(
            match.variables(),
            query(exchange.getRequestURI().getRawQuery()),
            exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    Object answer =
        route.answer(call, route.takes().isIgnored() ? new byte[0] : body(exchange, route));
    if (answer instanceof EventStream events) {
      stream(exchange, route, events);
    } else {
      send(exchange, 200, route.gives().type(), route.gives().write(answer));
    }
  }

  private boolean isOpen(HttpExchange exchange, String path) throws IOException {
    OpenFiles.Resource resource = open.at(path);
    if (resource != null) {
      send(exchange, 200, resource.type(), resource.text().getBytes(StandardCharsets.UTF_8));
    } else if (path.equals(HEALTH)) {
      exchange.sendResponseHeaders(healthy.getAsBoolean() ? 200 : 503, -1);
    }
    return resource != null || path.equals(HEALTH);
  }

  private void stranger(HttpExchange exchange, String address) throws IOException {
    int wait = strangers.take(address);
    if (wait > 0) {
      exchange.getResponseHeaders().set("Retry-After", Integer.toString(wait));
    }
    exchange.sendResponseHeaders(wait > 0 ? 429 : 401, -1); // not a word
  }

  private static String words(Route<?, ?> route) {
    return String.join(
        " or ", route.roles().stream().sorted().map(role -> "role " + role.word()).toList());
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(1).split("/", -1)) {
      parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }
    return parts;
  }

  private static Map<String, String> query(@Nullable String text) {
    Map<String, String> query = new HashMap<>();
    for (String part : text == null ? new String[0] : text.split("&")) {
      int is = part.indexOf('=');
      if (is > 0) {
        query.put(
            URLDecoder.decode(part.substring(0, is), StandardCharsets.UTF_8),
            URLDecoder.decode(part.substring(is + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static byte[] body(HttpExchange exchange, Route<?, ?> route) throws IOException {
    int limit = route.takes().limit();
    try (InputStream in = exchange.getRequestBody()) {
      byte[] all = in.readNBytes(limit + 1);
      if (all.length > limit) {
        throw new HttpProblem(413, "more than " + limit + " bytes");
      }
      return all;
    }
  }

  private void stream(HttpExchange exchange, Route<?, ?> route, EventStream events)
      throws IOException, InterruptedException {
    if (!streams.tryAcquire()) {
      throw HttpProblem.tooMuch("too many streams of events are open", BUSY_SECONDS);
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", route.gives().type());
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        events.writeTo(out);
      }
    } finally {
      streams.release();
    }
  }

  private static void problem(HttpExchange exchange, int status, Exception e) throws IOException {
    String text = Json.write(new Api.Problem(String.valueOf(e.getMessage())));
    send(exchange, status, Content.JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    if (bytes.length == 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
