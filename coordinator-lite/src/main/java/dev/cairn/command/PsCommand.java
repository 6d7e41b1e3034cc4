package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.wire.Api;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(
    name = "ps",
    description = "Lists the coordinator's jobs.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  cairn ps", "  cairn ps --all --json"})
final class PsCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-a", "--all"},
      description = "Those that are over, too.")
  boolean all;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws IOException {
    List<Job> jobs =
        connection.ask(c -> c.get("jobs", Api.Jobs.class)).jobs().stream()
            .filter(job -> all || !job.state().isFinal())
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(jobs));
    } else {
      out.println(JobText.HEADING);
      long now = System.currentTimeMillis();
      jobs.forEach(job -> out.println(JobText.line(job, now)));
    }
    out.flush();
    return 0;
  }
}
