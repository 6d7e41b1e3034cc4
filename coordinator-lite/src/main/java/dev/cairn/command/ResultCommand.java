package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.files.Manifest;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches what a job has left. */
@Command(
    name = "result",
    description = "Fetches the working directory of a job that is over, and its output.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn result 7                into job-7: its files in work, beside it out and err",
      "  cairn result 7 --to results"
    })
final class ResultCommand implements Callable<Integer> {
  private static final String WORK = "work/";

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "The job's number.")
  long id;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "A folder that is not there yet, or is empty (default: job-ID).")
  Path to = Path.of("");

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws IOException {
    Path target = to.toString().isEmpty() ? Path.of("job-" + id) : to;
    Job job = connection.ask(c -> c.get("jobs/" + id, Api.JobDetails.class)).job();
    if (job.work().result() == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "job " + id + " is " + job.state().word() + ": cairn wait " + id + " waits for its end");
    }
    if (Files.exists(target)) {
      try (var inside = Files.list(target)) {
        if (inside.findAny().isPresent()) {
          throw new CommandException(
              ExitCode.DIRECTORY, target + " is not empty: name another folder with --to");
        }
      }
    }
    int count = connection.ask(client -> fetch(JobFiles.of(client, id), target));
    PrintWriter out = spec.commandLine().getOut();
    out.println(count + (count == 1 ? " file in " : " files in ") + target);
    out.flush();
    return 0;
  }

  private static int fetch(JobFiles files, Path target) throws IOException {
    Files.createDirectories(target);
    int count = 0;
    for (String folder : new String[] {WORK, "out", "err"}) {
      for (Manifest.Entry entry : files.below(folder)) {
        Path file = target.resolve(entry.path());
        if (entry.folder()) {
          Files.createDirectories(file);
          continue;
        }
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
          files.write(entry, 0, out);
        }
        count++;
      }
    }
    return count;
  }
}
