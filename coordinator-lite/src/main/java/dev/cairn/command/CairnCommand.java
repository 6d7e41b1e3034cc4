package dev.cairn.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command; alone it only says what there is. */
@Command(
    name = "cairn",
    description = "Stops a running Java job at a loop, and goes on from a small file, bit for bit.",
    mixinStandardHelpOptions = true,
    version = "cairn 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      StopCommand.class,
      SnapCommand.class,
      LoopsCommand.class,
      ExplainCommand.class,
      ScanCommand.class,
      VerifyCommand.class,
      DemoCommand.class,
      CoordinatorCommand.class,
      WorkerCommand.class,
      SubmitCommand.class,
      PsCommand.class,
      ShowCommand.class,
      WhyCommand.class,
      LogsCommand.class,
      WaitCommand.class,
      ResultCommand.class,
      JobRequests.Pause.class,
      JobRequests.Migrate.class,
      JobRequests.Prioritise.class,
      JobRequests.Hold.class,
      JobRequests.Release.class,
      JobRequests.Remove.class,
      HostCommand.class,
      SimulateCommand.class,
      ExitCodesCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nTo begin:%n",
    footer = {
      "  cairn demo                              see a job killed, moved and finished",
      "  cairn verify -- -jar job.jar            is my job resumed exactly?",
      "  cairn run -- -jar job.jar               run it; again after a crash, it goes on",
      "",
      "cairn help COMMAND tells more of each; cairn exit-codes lists what exit codes mean."
    })
final class CairnCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
