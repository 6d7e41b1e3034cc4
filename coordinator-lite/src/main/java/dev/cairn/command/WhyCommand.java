package dev.cairn.command;

import dev.cairn.coordinator.wire.Api;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says why a job doesn't run. */
@Command(
    name = "why",
    description = "Says in words why a job doesn't run, or what it does.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  cairn why 7"})
final class WhyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The job's number.")
  long id;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(connection.ask(c -> c.get("jobs/" + id, Api.JobDetails.class)).why());
    out.flush();
    return 0;
  }
}
