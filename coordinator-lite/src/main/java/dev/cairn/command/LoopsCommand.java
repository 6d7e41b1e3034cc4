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

/** Runs a program to see which loops it spends its time in. */
@Command(
    name = "loops",
    description =
        "Runs a program for a while, prints the loops it spends its time in, and proposes those"
            + " to stop at. Nothing is saved.",
    customSynopsis = "cairn loops [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading =
        "%nThe program's own output comes as ever; what was found comes at the end, on standard"
            + " error, also after Ctrl-C.%n%nExamples:%n",
    footer = {
      "  cairn loops -- -jar legacy.jar big-input",
      "  cairn loops --for 2m -- -cp lib/app.jar com.acme.Main",
      "  cairn verify --loops 'com.acme.Engine#run' -- -jar legacy.jar small-input"
    })
final class LoopsCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--for",
      paramLabel = "DUR",
      converter = DurationText.class,
      description =
          "End the program after that time; 0: let it run to its end (default: ${DEFAULT-VALUE}).",
      defaultValue = "30s")
  String time = "30s";

  @Mixin LaunchOptions launch = new LaunchOptions();
  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    AgentOptions options = AgentOptions.NONE.with("sample", time);
    return Handoff.start(
        JavaLine.parse(java.words).command(launch.java(), AgentJar.find(System.getenv()), options),
        launch.dryRun,
        spec.commandLine().getOut());
  }
}
