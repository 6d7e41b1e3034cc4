package dev.cairn.command;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what could part two runs of a job, without running it. */
@Command(
    name = "scan",
    description =
        "Lists what in a job's code could part two runs of it: clocks, chance, threads, the order"
            + " of things, its host; and what is done about each under these options. The job is"
            + " not run, none of its classes is loaded.",
    customSynopsis = "cairn scan [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn scan -- -jar job.jar",
      "  cairn scan --time job --json -- -cp classes com.acme.Main",
      "  cairn scan --strict --accept clock@com.acme.Log -- -jar job.jar    in a build: 0 or 77",
      "",
      "Code is followed from main by its calls; what reflection finds by other than constant"
          + " names,",
      "and keys of tables whose static type tells nothing, are not seen. cairn verify sees by"
          + " running.",
      "Exit codes: 0 scanned, 77 with --strict where nothing is done about something."
    })
final class ScanCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin PlanOptions plan = new PlanOptions();
  @Mixin StrictOptions strictness = new StrictOptions();

  @Option(names = "--json", description = "Print what was found as JSON.")
  boolean json;

  @Mixin LaunchOptions launch = new LaunchOptions();
  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    AgentOptions options =
        strictness
            .addTo(plan.addTo(AgentOptions.NONE))
            .with("scan", json ? "json" : "text")
            .flag("progress", Boolean.getBoolean(Main.TERMINAL));
    return Handoff.start(
        JavaLine.parse(java.words).command(launch.java(), AgentJar.find(System.getenv()), options),
        launch.dryRun,
        spec.commandLine().getOut());
  }
}
