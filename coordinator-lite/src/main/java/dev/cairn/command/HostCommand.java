package dev.cairn.command;

import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Presence;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.Durations;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hosts, and what is asked of them. */
@Command(
    name = "host",
    description = "Lists hosts; opens, shuts and empties them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HostCommand.Ls.class,
      HostCommand.Show.class,
      HostCommand.Cordon.class,
      HostCommand.Uncordon.class,
      HostDrainCommand.class
    })
final class HostCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** Lists hosts. */
  @Command(
      name = "ls",
      description = "Lists hosts, what they offer, and what they run.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn host ls", "  cairn host ls --json"})
  static final class Ls implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "For machines.")
    boolean json;

    @Mixin Connection connection = new Connection();

    @Override
    public Integer call() throws IOException {
      List<Api.HostDetails> hosts = all(connection);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.write(hosts));
      } else {
        out.printf(
            "%-16s  %-9s  %5s  %9s  %-16s  %6s  %8s  %s%n",
            "HOST", "STATE", "SLOTS", "MEMORY", "PLATFORM", "LOSSES", "IN 1 DAY", "JOBS");
        hosts.forEach(h -> print(out, h));
      }
      out.flush();
      return 0;
    }

    private static void print(PrintWriter out, Api.HostDetails details) {
      Host host = details.host();
      out.printf(
          "%-16s  %-9s  %5d  %5d MiB  %-16s  %6d  %6.1f %%  %s%n",
          host.name(),
          host.up() ? host.door().name().toLowerCase(Locale.ROOT) : "away",
          host.room().slots(),
          host.room().memoryMiB(),
          host.platform(),
          host.reliability().losses(),
          100 * details.lossWithinDay(),
          details.jobs().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  private static List<Api.HostDetails> all(Connection connection) {
    return connection.ask(c -> c.get("hosts", Api.Hosts.class)).hosts();
  }

  /** Shows a host. */
  @Command(
      name = "show",
      description = "Shows when a host was there, and how likely it is to be lost.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn host show node12"})
  static final class Show implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "HOST", description = "As cairn host ls names it.")
    String host = "";

    @Mixin Connection connection = new Connection();

    @Override
    public Integer call() {
      Api.HostDetails details =
          all(connection).stream()
              .filter(h -> h.host().name().equals(host))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandException(
                          ExitCode.USAGE, "no host " + host + ": cairn host ls lists all"));
      PrintWriter out = spec.commandLine().getOut();
      Host.Reliability record = details.host().reliability();
      out.printf(
          "%s: there for %s in all, lost %d times; lost within a day: %.1f %% likely%n",
          host,
          Durations.brief(Duration.ofMillis(record.upMillis())),
          record.losses(),
          100 * details.lossWithinDay());
      if (details.host().up() && details.host().ends() > 0) {
        out.printf("goes away at %s%n", TIME.format(Instant.ofEpochMilli(details.host().ends())));
      }
      Presence presence = details.host().presence();
      presence
          .past()
          .forEach(
              s ->
                  out.println(
                      line(s.since(), TIME.format(Instant.ofEpochMilli(s.until())))
                          + (s.lost() ? "  lost" : "  left")));
      if (details.host().up()) {
        out.println(line(presence.since(), "now"));
      }
      out.flush();
      return 0;
    }

    private static String line(long since, String until) {
      return "  " + TIME.format(Instant.ofEpochMilli(since)) + " - " + until;
    }
  }

  /** What is asked of one host. */
  abstract static class Request implements Callable<Integer> {
    @Parameters(paramLabel = "HOST", description = "As cairn host ls names it.")
    String host = "";

    @Mixin Connection connection = new Connection();

    private final String word;

    private Request(String word) {
      this.word = word;
    }

    @Override
    public Integer call() {
      connection.ask(
          c -> {
            c.tell("hosts/" + CoordinatorClient.part(host) + "/" + word, List.of());
            return word;
          });
      return 0;
    }
  }

  /** Shuts a host. */
  @Command(
      name = "cordon",
      description = "Gives a host no more jobs; what runs there goes on.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn host cordon node12"})
  static final class Cordon extends Request {
    Cordon() {
      super("cordon");
    }
  }

  /** Opens a host. */
  @Command(
      name = "uncordon",
      description = "Gives a host jobs again.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn host uncordon node12"})
  static final class Uncordon extends Request {
    Uncordon() {
      super("uncordon");
    }
  }
}
