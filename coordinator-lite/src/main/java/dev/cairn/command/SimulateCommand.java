package dev.cairn.command;

import dev.cairn.coordinator.simulate.ClusterRun;
import dev.cairn.coordinator.simulate.Scenario;
import dev.cairn.coordinator.simulate.SimulationPlot;
import dev.cairn.coordinator.simulate.SimulationText;
import dev.cairn.coordinator.simulate.Way;
import dev.cairn.coordinator.simulate.WayResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries the scheduler on hosts that come and go, in virtual time. */
@Command(
    name = "simulate",
    description =
        "Tries the coordinator's scheduler on hosts that come and go, in virtual time: with"
            + " migration, and as it is without snapshots.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn simulate                                  40 hosts, 400 jobs, 30 days",
      "  cairn simulate --steady 0 --svg flicker.svg     no host is there for long",
      "  cairn simulate --trace hosts.csv --jobs 1000 --priorities 0:8,5:2 --json",
      "",
      "hosts.csv has lines host,from,until: when a host was there, in seconds from the beginning.",
      "Without --trace hosts are made up as Beberg and Pande saw them (Storage@home). The same seed",
      "gives the same figures."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin SimulateOptions options = new SimulateOptions();

  @Option(
      names = "--migration",
      paramLabel = "on|off|both",
      description = "Which way to try (default: both).")
  String migration = "both";

  @Option(names = "--svg", paramLabel = "FILE", description = "Write a plot there.")
  @Nullable Path svg;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  /** What {@code --json} prints. */
  record Report(long seed, int hosts, double days, List<WayResult> results) {}

  @Override
  public Integer call() throws IOException {
    List<Way> ways = ways();
    Scenario scenario = options.scenario();
    List<WayResult> results = new ArrayList<>();
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "cairn: ")) {
      for (Way way : ways) {
        results.add(
            ClusterRun.run(
                scenario,
                way,
                (now, done) ->
                    progress.tick(
                        String.format(
                            Locale.ROOT,
                            "%s: day %.0f of %.0f, %d of %d jobs done",
                            way.words(),
                            Math.floor(day(now)),
                            day(scenario.end()),
                            done,
                            options.jobs))));
      }
    }
    int hostsSeen = scenario.hosts().hosts().size();
    if (svg != null) {
      String title =
          String.format(
              Locale.ROOT,
              "%d hosts, %d jobs of %s, seed %d",
              hostsSeen,
              options.jobs,
              options.lengths,
              options.seed);
      Files.writeString(svg, SimulationPlot.of(title, results, day(scenario.end()) * 24));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(new Report(options.seed, hostsSeen, day(scenario.end()), results)));
    } else {
      print(out, results);
    }
    out.flush();
    return 0;
  }

  private static double day(long millis) {
    return (double) millis / Duration.ofDays(1).toMillis();
  }

  private static void print(PrintWriter out, List<WayResult> results) {
    out.print(" ".repeat(34));
    results.forEach(r -> out.printf("%20s", r.way()));
    out.println();
    for (SimulationText.Row row : SimulationText.rows(results)) {
      out.printf("%-34s", row.heading());
      row.cells().forEach(cell -> out.printf("%20s", cell));
      out.println();
    }
  }

  private List<Way> ways() {
    return switch (migration) {
      case "on" -> List.of(Way.MIGRATION);
      case "off" -> List.of(Way.RESTART);
      case "both" -> List.of(Way.MIGRATION, Way.RESTART);
      default -> throw wrong("--migration " + migration + ": say on, off or both");
    };
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
