package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps generations that would be removed when newer ones are written. */
@Command(
    name = "pin",
    description = "Keeps a generation for good, however many newer ones are written.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap pin ck/gen-00000012.cairn",
      "  cairn snap pin --remove ck/gen-00000012.cairn"
    })
final class SnapPinCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "A generation, or a job's directory: its newest.")
  List<Path> named = new ArrayList<>();

  @Option(names = "--remove", description = "It may be removed again as others are.")
  boolean remove;

  @Override
  public Integer call() throws IOException {
    for (Path name : named) {
      Path file = Snapshots.file(name);
      if (Generations.number(file).isEmpty()) {
        throw new CommandException(
            ExitCode.USAGE, file + " is no generation of a job: nothing would remove it");
      }
      Path pin = file.resolveSibling(file.getFileName() + ".pin");
      if (remove) {
        Files.deleteIfExists(pin);
      } else if (!Files.exists(pin)) {
        Files.createFile(pin);
      }
      spec.commandLine().getOut().println(file + (remove ? ": not pinned" : ": pinned"));
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
