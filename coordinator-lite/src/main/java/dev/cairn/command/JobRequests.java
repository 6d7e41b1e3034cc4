package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.wire.Api;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is asked of one job in one request. */
abstract class JobRequests implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "ID", description = "The job's number.")
  long id;

  @Mixin Connection connection = new Connection();

  private final String word;

  private JobRequests(String word) {
    this.word = word;
  }

  /** What more there is to say. */
  Api.JobRequest request() {
    return Api.JobRequest.NONE;
  }

  @Override
  public Integer call() {
    ask(connection, spec, id, word, request());
    return 0;
  }

  static void ask(
      Connection connection, CommandSpec spec, long id, String word, Api.JobRequest request) {
    Job job = connection.ask(c -> c.post("jobs/" + id + "/" + word, request, Job.class));
    PrintWriter out = spec.commandLine().getOut();
    out.println("job " + job.id() + " is " + job.state().word() + ": " + job.standing().reason());
    out.flush();
  }

  /** Stops a job until it is resumed. */
  @Command(
      name = "pause",
      description = "Saves a job and stops it until cairn resume ID.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn pause 7", "  cairn resume 7"})
  static final class Pause extends JobRequests {
    Pause() {
      super("pause");
    }
  }

  /** Stops a job until it is released. */
  @Command(
      name = "hold",
      description = "Saves a job and holds it until cairn release ID.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn hold 7", "  cairn release 7"})
  static final class Hold extends JobRequests {
    Hold() {
      super("hold");
    }
  }

  /** Lets a held job go on. */
  @Command(
      name = "release",
      description = "Lets a job go on that was held, by request or because it could not be run.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn release 7"})
  static final class Release extends JobRequests {
    Release() {
      super("release");
    }
  }

  /** Ends a job. */
  @Command(
      name = "rm",
      description = "Ends a job if it isn't over, and forgets it and its files.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn rm 7"})
  static final class Remove extends JobRequests {
    Remove() {
      super("remove");
    }

    @Override
    public Integer call() {
      connection.ask(
          c -> {
            c.tell("jobs/" + id + "/remove", request());
            return id;
          });
      return 0;
    }
  }

  /** Changes a priority. */
  @Command(
      name = "prio",
      description = "Changes a job's priority.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn prio 7 10", "  cairn prio 7 -- -5"})
  static final class Prioritise extends JobRequests {
    @Parameters(index = "1", paramLabel = "P", description = "Higher goes first.")
    int priority;

    Prioritise() {
      super("priority");
    }

    @Override
    Api.JobRequest request() {
      return new Api.JobRequest(priority, null);
    }
  }

  /** Moves a job. */
  @Command(
      name = "migrate",
      description = "Saves a job, and lets it go on on another host.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExamples:%n",
      footer = {"  cairn migrate 7               to any other", "  cairn migrate 7 --to node12"})
  static final class Migrate extends JobRequests {
    @Option(
        names = "--to",
        paramLabel = "HOST",
        description = "As cairn host ls names it (default: any other).")
    @Nullable String to;

    Migrate() {
      super("migrate");
    }

    @Override
    Api.JobRequest request() {
      return new Api.JobRequest(null, to);
    }
  }
}
