package dev.cairn.command;

import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Offers this host's slots to a coordinator. */
@Command(
    name = "worker",
    description = "Runs jobs of a coordinator on this host, until it is stopped.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn worker                                       of this machine's coordinator",
      "  cairn worker --join http://head:7880 --token-file token --slots 4 --memory 8000",
      "  cairn worker --until 18:00                         an office machine",
      "  cairn worker --eviction-notice http://169.254.169.254/latest/meta-data/spot/instance-action",
      "",
      "Ctrl-C or SIGTERM: its jobs are saved and given back first. After kill -9, start it again:",
      "it goes on with what lies in its directory."
    })
final class WorkerCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(names = "--join", paramLabel = "URL", description = "The same as --coordinator.")
  void join(String url) {
    connection.url = url;
  }

  @Mixin Connection connection = new Connection();
  @Mixin WorkerOptions options = new WorkerOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    CoordinatorClient client = connection.client();
    try {
      WorkerProcess.run(options, client, WorkerProcess.say(spec.commandLine().getErr()));
    } catch (CoordinatorClient.AnsweredException e) {
      throw new CommandException(ExitCode.NO_COORDINATOR, String.valueOf(e.getMessage()));
    }
    return 0;
  }
}
