package dev.cairn.command;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the plan without running the job. */
@Command(
    name = "explain",
    description = "Prints where a job may stop and why not elsewhere; the job is not run.",
    customSynopsis = "cairn explain [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn explain -- -jar job.jar",
      "  cairn explain --loops 'com.acme.Main#run' -- -jar legacy.jar"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin PlanOptions plan = new PlanOptions();
  @Mixin LaunchOptions launch = new LaunchOptions();
  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    AgentOptions options = plan.addTo(AgentOptions.NONE).flag("explain", true);
    return Handoff.start(
        JavaLine.parse(java.words).command(launch.java(), AgentJar.find(System.getenv()), options),
        launch.dryRun,
        spec.commandLine().getOut());
  }
}
