package dev.cairn.command;

import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one job and its history. */
@Command(
    name = "show",
    description = "Shows a job: what it is, where it is, and all that happened to it.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  cairn show 7", "  cairn show 7 --json"})
final class ShowCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The job's number.")
  long id;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws IOException {
    Api.JobDetails details = connection.ask(c -> c.get("jobs/" + id, Api.JobDetails.class));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(details));
    } else {
      out.println(JobText.HEADING);
      out.println(JobText.line(details.job(), System.currentTimeMillis()));
      out.println();
      out.println("java " + String.join(" ", details.job().spec().java()));
      out.println("needs " + details.job().spec().needs());
      out.println(details.why());
      JobText.saved(details.job(), System.currentTimeMillis()).forEach(out::println);
      out.println();
      details
          .history()
          .forEach(
              t ->
                  out.printf(
                      "%s  %-12s  %s%n",
                      Instant.ofEpochMilli(t.time()).truncatedTo(ChronoUnit.SECONDS),
                      t.to().word(),
                      t.reason()));
    }
    out.flush();
    return 0;
  }
}
