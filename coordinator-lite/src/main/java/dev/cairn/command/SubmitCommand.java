package dev.cairn.command;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.files.SubmittedCode;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gives a job to a coordinator. */
@Command(
    name = "submit",
    description = "Gives a job to the coordinator; answers when the job can't be lost any more.",
    customSynopsis = "cairn submit [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn submit -- -jar job.jar 100",
      "  cairn submit --priority 5 --memory 4000 --file in.dat -- -Xmx3g -cp 'lib/*' com.acme.Main",
      "  cairn wait $(cairn submit -- -jar job.jar)",
      "  cairn submit --array 1-50 -- -jar job.jar --seed %%a     fifty jobs, one for each seed",
      "",
      "Class path and files are copied; the job's working directory begins with what --file names,",
      "and goes with the job from host to host."
    })
final class SubmitCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--priority",
      paramLabel = "P",
      description = "Higher goes first, and stops lower ones where there is no room (default: 0).")
  int priority;

  @Option(names = "--name", description = "For people (default: the main class or jar).")
  @Nullable String name;

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "A file or folder for its working directory; several may be given.")
  List<Path> files = new ArrayList<>();

  @Option(names = "--slots", paramLabel = "N", description = "Slots it needs (default: 1).")
  int slots = 1;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Memory it needs in MiB (default: 256); give it what -Xmx gives, and some.")
  long memory = 256;

  @Option(
      names = "--platform",
      paramLabel = "CLASS",
      description = "The only platform class it may run on, as cairn host ls shows them.")
  @Nullable String platform;

  @Option(names = "--after", paramLabel = "ID", description = "Begins when that job is done.")
  @Nullable Long after;

  @Option(
      names = "--array",
      paramLabel = "A-B[:STEP]",
      converter = JobArray.Text.class,
      description = "As many jobs; %%a in the command line stands for each one's number.")
  @Nullable JobArray array;

  @Option(names = "--hold", description = "Begins when it is released.")
  boolean held;

  @Option(
      names = "--every",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Snapshot interval (default: by Daly's formula).")
  @Nullable String every;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  @Mixin PlanOptions plan = new PlanOptions();
  @Mixin Connection connection = new Connection();
  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    if (array != null && !JobArray.isNamedIn(java.words)) {
      throw new ParameterException(
          spec.commandLine(),
          "--array: no word behind -- has "
              + JobArray.NUMBER
              + " in it, so that all jobs would be the same");
    }
    if (slots < 1 || memory < 0) {
      throw new ParameterException(spec.commandLine(), "a job needs at least one slot");
    }
    Path here = Path.of("").toAbsolutePath();
    JavaLine line = JavaLine.parse(java.words);
    SubmittedCode.Moved moved = SubmittedCode.of(line, here, System.getenv());
    Map<String, Path> all = new LinkedHashMap<>(moved.files());
    for (Path file : files) {
      addFile(all, here, file);
    }
    String options = plan.addTo(AgentOptions.NONE).with("every", every).text();
    String content = connection.ask(client -> FolderContent.send(all, client));
    JobSpec job =
        new JobSpec(
            UUID.randomUUID().toString(),
            name != null ? name : nameOf(line),
            new Amount(slots, memory),
            platform,
            after,
            content,
            moved.line().words(),
            options);
    if (array == null) {
      submit(job);
    } else {
      submit(job, array);
    }
    return 0;
  }

  /** One job for each number; each is printed when it can't be lost any more. */
  private void submit(JobSpec job, JobArray numbers) throws IOException {
    for (int number : numbers.numbers()) {
      submit(
          new JobSpec(
              job.key() + "/" + number,
              job.name() + "[" + number + "]",
              job.needs(),
              job.platform(),
              job.after(),
              job.files(),
              JobArray.with(job.java(), number),
              job.options()));
    }
  }

  private void submit(JobSpec job) throws IOException {
    Api.Submission submission = new Api.Submission(job, priority, held);
    Api.Submitted submitted =
        connection.ask(client -> client.post("jobs", submission, Api.Submitted.class));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? Json.write(submitted) : Long.toString(submitted.id()));
    out.flush();
  }

  private static String nameOf(JavaLine line) {
    String last = line.launch().get(line.launch().size() - 1);
    return last.substring(
        Math.max(last.lastIndexOf('/'), last.lastIndexOf('.', last.length() - 5)) + 1);
  }

  /** Below the current folder a file keeps its path, from elsewhere its name. */
  private void addFile(Map<String, Path> all, Path here, Path given) throws IOException {
    Path file = here.resolve(given).normalize();
    if (!Files.exists(file)) {
      throw new ParameterException(
          spec.commandLine(), "--file " + given + ": no such file or folder");
    }
    Path base = file.startsWith(here) ? here : file.getParent();
    if (base == null) {
      throw new ParameterException(spec.commandLine(), "--file " + given + ": name what is in it");
    }
    try (Stream<Path> tree = Files.walk(file)) {
      for (Path f : tree.filter(Files::isRegularFile).toList()) {
        all.put("work/" + base.relativize(f).toString().replace('\\', '/'), f);
      }
    }
  }
}
