package dev.cairn.command;

import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.server.CoordinatorServer;
import dev.cairn.coordinator.server.ServerIdentity;
import dev.cairn.coordinator.server.ServerSetup;
import dev.cairn.coordinator.wire.Certificates;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a coordinator. */
@Command(
    name = "coordinator",
    description = "Shares hosts among jobs by priority: takes jobs, and tells workers what to run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = TokenCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn coordinator --with-worker          all on this machine",
      "  cairn coordinator --listen 0.0.0.0 --tls workers on other hosts join it (cairn worker)",
      "  cairn coordinator token node-a --role worker --out node-a.token",
      "",
      "Whoever talks to it needs the token in its directory. It may be stopped or killed at any",
      "time: what runs on the hosts goes on, and what it has acknowledged is there again."
    })
final class CoordinatorCommand implements Callable<Integer> {
  private static final int PORT = 7880;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "D",
      description =
          "Where it keeps all it has (default: $CAIRN_COORDINATOR_DIR, else ~/.cairn/coordinator).")
  @Nullable Path directory;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "The address to listen on (default: 127.0.0.1, this machine alone).")
  String address = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on, 0: any that is free (default: 7880).")
  int port = PORT;

  @Option(
      names = "--minimum-run",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "For how long a started job isn't stopped for another (default: 30s).")
  String minimumRun = "30s";

  @Option(
      names = "--slice",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "After which jobs of one priority take turns (default: 10m).")
  String slice = "10m";

  @Option(
      names = "--aging",
      paramLabel = "DUR",
      converter = DurationText.class,
      description =
          "How long a job waits until it counts as of one priority more, so that none waits for"
              + " ever; 0: priorities are strict (default: 1h).")
  String aging = "1h";

  @Option(
      names = "--lost-after",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "For how long a host may be silent (default: 30s).")
  String lostAfter = "30s";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Requests a second of one token from one address (default: 1000).")
  int rate = ServerSetup.REQUESTS_PER_SECOND;

  @Mixin TlsOptions tls = new TlsOptions();

  @Option(names = "--with-worker", description = "Run a worker of this machine in it, too.")
  boolean withWorker;

  @Mixin WorkerOptions worker = new WorkerOptions();

  private Policy policy() {
    try {
      return new Policy(
          Durations.parse(minimumRun),
          Durations.parse(slice),
          Durations.parse(aging),
          Durations.parse(lostAfter),
          Policy.DEFAULT.losses());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path where = directory != null ? directory : Connection.directory();
    Consumer<String> say = WorkerProcess.say(spec.commandLine().getErr());
    Policy policy = policy();
    boolean isNew = !Files.exists(where.resolve("token"));
    ServerIdentity identity = tls.identity(where, address);
    InetSocketAddress listen = new InetSocketAddress(address, port);
    CoordinatorServer server =
        CoordinatorServer.start(
            new ServerSetup(where, listen, policy, identity, Math.max(1, rate), say));
    String token = Files.readString(where.resolve("token")).strip();
    say.accept("coordinator at " + server.url() + ", all it has in " + where);
    if (isNew) {
      say.accept("the token, which workers and commands elsewhere need: " + token);
    }
    if (identity == null && !listen.getAddress().isLoopbackAddress()) {
      say.accept("tokens and jobs go over the network in clear: --tls changes that");
    }
    if (withWorker) {
      WorkerProcess.run(worker, new CoordinatorClient(server.url(), token, trust(identity)), say);
    } else {
      new CountDownLatch(1).await(); // until the process is ended
    }
    return 0;
  }

  private static @Nullable SSLContext trust(@Nullable ServerIdentity identity) throws IOException {
    return identity == null
        ? null
        : Certificates.pinned(Certificates.fingerprint(identity.certificate()));
  }
}
