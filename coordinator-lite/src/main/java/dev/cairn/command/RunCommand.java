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

/** Starts a job, or lets it go on from the newest good generation of its directory. */
@Command(
    name = "run",
    description = "Runs a job; where its directory holds a snapshot, it goes on from there.",
    customSynopsis = "cairn run [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn run -- -jar job.jar input.txt       again after a crash, it goes on",
      "  cairn run --every 10m --dir /data/ck -- -Xmx4g -cp 'lib/*' com.acme.Main",
      "  cairn run --loops 'com.acme.Main#run' -- -jar legacy.jar",
      "  cairn run --stop-after 2h -- -jar job.jar  stops with exit 85; run it again later",
      "",
      "Ctrl-C or SIGTERM: snapshot at the next safe point, exit 85."
    })
final class RunCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin SnapshotOptions snapshots = new SnapshotOptions();
  @Mixin PlanOptions plan = new PlanOptions();
  @Mixin StrictOptions strictness = new StrictOptions();

  @Option(names = "--fresh", description = "Begin anew although the directory holds generations.")
  boolean fresh;

  @Mixin LaunchOptions launch = new LaunchOptions();
  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    JavaLine line = JavaLine.parse(java.words);
    AgentOptions options =
        strictness.addTo(plan.addTo(snapshots.addTo(AgentOptions.NONE))).flag("fresh", fresh);
    return Handoff.start(
        line.command(launch.java(), AgentJar.find(System.getenv()), options),
        launch.dryRun,
        spec.commandLine().getOut());
  }
}
