package dev.cairn.coordinator.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.store.SqliteStore;
import dev.cairn.coordinator.store.Store;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's process.
 *
 * <pre>
 *   coordinator.db   the state (with -wal beside it)
 *   chunks/          all jobs' files
 *   token            the secret that allows all; tokens/ what is known of further ones
 *   tls.p12          a certificate of its own with its key, where one was asked for
 *   cert.pem         the certificate that it shows, for commands on this machine
 *   url              where it listens, for commands on this machine
 * </pre>
 */
public final class CoordinatorServer implements AutoCloseable {
  private static final long TICK_MILLIS = 250;

  /** Chunks go when nobody has needed them for one to two of these. */
  private static final long COLLECT_MILLIS = TimeUnit.MINUTES.toMillis(30);

  /** Some 20 wrong tokens at once, then 10 a second. */
  private static final double STRANGERS_PER_SECOND = 10;

  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ServerSetup setup;
  private final Store store;
  private final HttpServer http;
  private final Coordinator coordinator;
  private final ExecutorService threads;
  private final Thread ticks;
  private final Thread collections;
  private final AtomicLong ticked = new AtomicLong(System.nanoTime());

  private CoordinatorServer(
      ServerSetup setup,
      Store store,
      HttpServer http,
      Coordinator coordinator,
      Holdings holdings,
      HttpHandler front) {
    this.setup = setup;
    this.store = store;
    this.http = http;
    this.coordinator = coordinator;
    threads = Executors.newCachedThreadPool(r -> daemon(r, "cairn-http"));
    ticks = daemon(this::tick, "cairn-tick");
    collections = daemon(() -> collect(holdings), "cairn-collect");
    http.setExecutor(threads);
    http.createContext("/", front);
    ticks.start();
    collections.start();
  }

  /**
   * Starts on a directory, which is created where missing.
   *
   * @throws CommandException the directory is in use or can't be used, or the address is taken
   */
  public static CoordinatorServer start(ServerSetup setup) throws IOException {
    Path directory = setup.directory();
    if (!Files.exists(directory)) { // jobs' files are for its user alone
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Store store = SqliteStore.open(directory.resolve("coordinator.db"));
    try {
      Tokens tokens = Tokens.in(directory);
      ChunkFolder chunks = new ChunkFolder(directory.resolve("chunks"));
      Coordinator coordinator = new Coordinator(setup.policy(), store, Clock.steady());
      coordinator.take(new Event.Begun());
      ServerIdentity identity = setup.identity();
      HttpServer http = bind(setup.address(), identity);
      Holdings holdings = new Holdings(coordinator, chunks);
      AtomicReference<CoordinatorServer> self = new AtomicReference<>();
      Front front =
          new Front(
              tokens,
              new Router(routes(coordinator, holdings, chunks)),
              OpenFiles.load(),
              () -> self.get() != null && self.get().isHealthy(),
              new RateLimit(setup.requestsPerSecond(), System::nanoTime),
              new RateLimit(STRANGERS_PER_SECOND, System::nanoTime),
              setup.say());
      CoordinatorServer server =
          new CoordinatorServer(setup, store, http, coordinator, holdings, front);
      self.set(server);
      http.start();
      publish(directory.resolve("cert.pem"), identity == null ? null : identity.pem());
      publish(directory.resolve("url"), server.url() + "\n");
      return server;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** All that can be asked. */
  static List<Route<?, ?>> routes(Coordinator coordinator, Holdings holdings, ChunkFolder chunks) {
    List<Route<?, ?>> routes = new ArrayList<>();
    routes.addAll(new UserEndpoints(coordinator, holdings).routes());
    routes.addAll(new WorkerEndpoints(coordinator, holdings).routes());
    routes.addAll(new ChunkEndpoints(chunks).routes());
    return routes;
  }

  private static void publish(Path file, @Nullable String text) throws IOException {
    if (text == null) {
      Files.deleteIfExists(file);
      return;
    }
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(aside, text);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static HttpServer bind(InetSocketAddress address, @Nullable ServerIdentity identity)
      throws IOException {
    try {
      if (identity == null) {
        return HttpServer.create(address, 0);
      }
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
      return https;
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
    return (setup.identity() == null ? "http" : "https")
        + "://"
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + ":"
        + a.getPort();
  }

  /** Whether time goes on, and what is decided is durable. */
  private boolean isHealthy() {
    return coordinator.isDurable() && System.nanoTime() - ticked.get() < SILENT_NANOS;
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        try {
          coordinator.take(new Event.Tick());
          ticked.set(System.nanoTime());
        } catch (RuntimeException e) {
          setup.say().accept("time can't go on: " + e.getMessage()); // and is tried again
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
          setup.say().accept("chunks that no job needs are kept: " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
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
