package dev.cairn.coordinator.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.RefusedException;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.store.SqliteStore;
import dev.cairn.coordinator.store.Store;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.Json;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The coordinator's process.
 *
 * <pre>
 *   coordinator.db   the state (with -wal beside it)
 *   chunks/          all jobs' files
 *   token            the secret
 *   url              where it listens, for commands on this machine
 * </pre>
 */
public final class CoordinatorServer implements AutoCloseable {
  private static final String PREFIX = "/v1/";
  private static final long TICK_MILLIS = 250;

  /** Chunks go when nobody has needed them for one to two of these. */
  private static final long COLLECT_MILLIS = TimeUnit.MINUTES.toMillis(30);

  private final Store store;
  private final HttpServer http;
  private final ExecutorService threads;
  private final Thread ticks;
  private final Thread collections;
  private final Token token;
  private final Endpoints endpoints;
  private final Consumer<String> say;

  private CoordinatorServer(
      Store store,
      HttpServer http,
      Token token,
      Coordinator coordinator,
      Holdings holdings,
      Endpoints endpoints,
      Consumer<String> say) {
    this.store = store;
    this.http = http;
    this.token = token;
    this.endpoints = endpoints;
    this.say = say;
    threads = Executors.newCachedThreadPool(r -> daemon(r, "cairn-http"));
    ticks = daemon(() -> tick(coordinator), "cairn-tick");
    collections = daemon(() -> collect(holdings), "cairn-collect");
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    ticks.start();
    collections.start();
  }

  /**
   * Starts on a directory, which is created where missing.
   *
   * @param say for what its operator should know
   * @throws CommandException the directory is in use or can't be used, or the address is taken
   */
  public static CoordinatorServer start(
      Path directory, InetSocketAddress address, Policy policy, Consumer<String> say)
      throws IOException {
    if (!Files.exists(directory)) { // jobs' files are for its user alone
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Store store = SqliteStore.open(directory.resolve("coordinator.db"));
    try {
      Token token = Token.in(directory);
      ChunkFolder chunks = new ChunkFolder(directory.resolve("chunks"));
      Coordinator coordinator = new Coordinator(policy, store, Clock.steady());
      coordinator.take(new Event.Begun());
      HttpServer http = bind(address);
      Holdings holdings = new Holdings(coordinator, chunks);
      Endpoints endpoints = new Endpoints(coordinator, holdings, chunks);
      CoordinatorServer server =
          new CoordinatorServer(store, http, token, coordinator, holdings, endpoints, say);
      http.start();
      Path url = directory.resolve("url");
      Path aside = directory.resolve(".url.tmp");
      Files.writeString(aside, server.url() + "\n");
      Files.move(aside, url, StandardCopyOption.REPLACE_EXISTING);
      return server;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static HttpServer bind(InetSocketAddress address) throws IOException {
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new CommandException(
          ExitCode.IN_USE,
          "can't listen on " + address + ": " + e.getMessage() + "; choose another --port");
    }
  }

  private static Thread daemon(Runnable r, String name) {
    Thread thread = new Thread(r, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public String url() {
    InetSocketAddress a = http.getAddress();
    String host = a.getAddress().isAnyLocalAddress() ? "localhost" : a.getHostString();
    return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + a.getPort();
  }

  private void tick(Coordinator coordinator) {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        try {
          coordinator.take(new Event.Tick());
        } catch (RuntimeException e) {
          say.accept("time can't go on: " + e.getMessage()); // and is tried again
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  private void collect(Holdings holdings) {
    try {
      while (true) {
        Thread.sleep(COLLECT_MILLIS);
        try {
          holdings.collect();
        } catch (IOException | RuntimeException e) {
          say.accept("chunks that no job needs are kept: " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization == null || !token.allows(authorization)) {
        exchange.sendResponseHeaders(401, -1); // not a word to strangers
        return;
      }
      int status = 200;
      byte[] answer;
      try {
        answer = answer(exchange);
      } catch (HttpProblem e) {
        status = e.status();
        answer = problem(e);
      } catch (RefusedException e) {
        status = e.kind() == RefusedException.Kind.UNKNOWN ? 404 : 409;
        status = e.kind() == RefusedException.Kind.STALE ? 410 : status;
        answer = problem(e);
      } catch (IllegalArgumentException e) {
        status = 400;
        answer = problem(e);
      } catch (CommandException e) {
        status = 507; // nothing was promised: the database is full or gone
        answer = problem(e);
        say.accept(String.valueOf(e.getMessage()));
      }
      String path = exchange.getRequestURI().getPath();
      exchange
          .getResponseHeaders()
          .set("Content-Type", status == 200 ? Endpoints.type(path.substring(1)) : Endpoints.JSON);
      exchange.sendResponseHeaders(status, answer.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer);
      }
    } catch (IOException e) {
      // Who asked is gone, and asks again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      say.accept(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + ": " + e);
    }
  }

  private static byte[] problem(Exception e) throws IOException {
    return Json.write(new Api.Problem(String.valueOf(e.getMessage())))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getRawPath();
    if (!path.startsWith(PREFIX)) {
      throw new HttpProblem(404, "everything is below " + PREFIX);
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(PREFIX.length()).split("/", -1)) {
      parts.add(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }
    String query = exchange.getRequestURI().getRawQuery();
    return endpoints.answer(
        exchange.getRequestMethod(),
        parts,
        query == null ? "" : query,
        limit -> {
          try (InputStream in = exchange.getRequestBody()) {
            byte[] all = in.readNBytes(limit + 1);
            if (all.length > limit) {
              throw new HttpProblem(413, "more than " + limit + " bytes");
            }
            return all;
          }
        });
  }

  /** Stops listening; what runs on the hosts goes on. */
  @Override
  public void close() {
    ticks.interrupt();
    collections.interrupt();
    http.stop(0);
    threads.shutdownNow();
    store.close();
  }
}
