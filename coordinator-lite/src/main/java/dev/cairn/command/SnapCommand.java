package dev.cairn.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with snapshots without running the job. */
@Command(
    name = "snap",
    description = "Lists, shows, checks, compares and copies snapshots.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SnapLsCommand.class,
      SnapShowCommand.class,
      SnapVerifyCommand.class,
      SnapDiffCommand.class,
      SnapDigestsCommand.class,
      SnapCopyCommand.class,
      SnapForkCommand.class,
      SnapPinCommand.class,
      SnapGcCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap ls",
      "  cairn snap show cairn-checkpoints/Main",
      "  cairn snap verify gen-00000012.cairn",
      "  cairn snap diff a.cairn b.cairn",
      "  cairn snap digests a b                               two runs' states, safe point by safe point",
      "  cairn snap copy cairn-checkpoints/Main job.cairn     one file, to take along",
      "  cairn snap fork --seed 7 job.cairn a b c             three jobs with other random numbers",
      "  cairn snap pin gen-00000012.cairn                    it is never removed",
      "  cairn snap gc                                        removes chunks that nothing needs"
    })
final class SnapCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: ls, show, verify, diff, digests, copy, fork, pin or gc");
  }
}
