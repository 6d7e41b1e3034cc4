package dev.cairn.command;

import dev.cairn.coordinator.core.Evacuation;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Empties a host. */
@Command(
    name = "drain",
    description = {
      "Gives a host no more jobs, and moves away what runs there.",
      "With a deadline, jobs are saved whose work would be the greatest loss, as far as there is"
          + " time; the others run on until then, and are given up."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn host drain node12",
      "  cairn host drain node12 --deadline 120s --dry-run    what would be saved"
    })
final class HostDrainCommand implements Callable<Integer> {
  private static final long MB = 1_000_000;
  private static final Duration USUAL = Duration.ofMinutes(2);

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "HOST", description = "As cairn host ls names it.")
  String host = "";

  @Option(
      names = "--deadline",
      paramLabel = "T",
      converter = DurationText.class,
      description = "When it is to be empty, such as 120s from now (default: as soon as it can).")
  @Nullable String deadline;

  @Option(
      names = "--dry-run",
      description = "Shows what would be saved within the deadline (default: 120s); asks nothing.")
  boolean dryRun;

  @Option(names = "--json", description = "With --dry-run, for machines.")
  boolean json;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws IOException {
    String path = "hosts/" + CoordinatorClient.part(host) + "/";
    if (dryRun) {
      Duration within = deadline == null ? USUAL : Durations.parse(deadline);
      Evacuation plan =
          connection.ask(
              c -> c.get(path + "evacuation?within=" + within.toMillis(), Evacuation.class));
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.write(plan) + System.lineSeparator() : text(plan));
      out.flush();
      return 0;
    }
    String query = deadline == null ? "" : "?within=" + Durations.parse(deadline).toMillis();
    connection.ask(
        c -> {
          c.tell(path + "drain" + query, List.of());
          return host;
        });
    return 0;
  }

  /** A plan as people read it. */
  static String text(Evacuation plan) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "%5s  %8s  %12s  %9s  %9s  %s%n",
            "JOB", "PRIORITY", "AT RISK", "TO SEND", "WRITE", ""));
    for (Evacuation.Saving s : plan.jobs()) {
      text.append(
          String.format(
              "%5d  %8d  %12s  %6d MB  %9s  %s%n",
              s.job(),
              s.priority(),
              Durations.brief(Duration.ofMillis(s.atRiskMillis())),
              (s.bytes() + MB - 1) / MB,
              Durations.brief(Duration.ofMillis(s.writeMillis())),
              s.saved() ? "is saved" : "runs on, and is given up"));
    }
    long saved = plan.jobs().stream().filter(Evacuation.Saving::saved).count();
    return text.append(
            String.format(
                "%d of %d are saved within %s, at %.1f MB/s%n",
                saved,
                plan.jobs().size(),
                Durations.brief(Duration.ofMillis(plan.withinMillis())),
                plan.bytesPerMilli() / 1000.0))
        .toString();
  }
}
