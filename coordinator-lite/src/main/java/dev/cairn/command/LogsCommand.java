package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a job's output. */
@Command(
    name = "logs",
    description = "Prints what a job printed, each line once, as far as it has been checked in.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn logs 7",
      "  cairn logs -f 7        until it is over",
      "",
      "Output is checked in with a job's generations: while it runs, when it stops, when it ends."
    })
final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The job's number.")
  long id;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job is over.")
  boolean follow;

  @Option(names = "--stderr", description = "Its standard error instead.")
  boolean err;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() {
    @SuppressWarnings("resource") // standard output stays open
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    long at = 0;
    String unlike = "";
    while (true) {
      long from = at;
      String query = unlike;
      Job job = connection.ask(c -> c.get("jobs/" + id + "/state" + query, Job.class));
      at = connection.ask(c -> JobFiles.of(c, id).write(err ? "err" : "out", from, out));
      if (!follow || job.state().isFinal()) {
        return 0;
      }
      unlike = "?unlike=" + job.state().name();
    }
  }
}
