package dev.cairn.command;

import dev.cairn.launch.AgentJar;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.Durations;
import dev.cairn.launch.JavaLine;
import dev.cairn.launch.Jdk;
import dev.cairn.launch.JdkFinder;
import dev.cairn.verify.Verdict;
import dev.cairn.verify.Verification;
import dev.cairn.verify.VerifyRequest;
import dev.cairn.verify.VerifyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows that a job is resumed exactly, or where it is not. */
@Command(
    name = "verify",
    description =
        "Runs a job whole, and again stopped at safe points and resumed in fresh, differently"
            + " configured JVMs; compares state, output, exit code and files.",
    customSynopsis = "cairn verify [OPTIONS] -- java-args...",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn verify -- -jar job.jar 100",
      "  cairn verify --stops all --jvm 17 --jvm 25 -- -cp classes com.acme.Main",
      "  cairn verify --loops 'com.acme.Main#run' --file input.csv -- -jar legacy.jar input.csv",
      "",
      "Each run begins in an empty working directory, but for what --file names.",
      "Exit codes: 0 identical, 1 different, 2 could not be run, 3 a snapshot was refused."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final long DEFAULT_STOPS = 10;

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stops",
      paramLabel = "N|all",
      description = "Safe points to stop at, drawn evenly over the run (default: 10).")
  String stops = Long.toString(DEFAULT_STOPS);

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Repeats a verification's choices (default: a new one, printed).")
  @Nullable Long seed;

  @Mixin PlanOptions plan = new PlanOptions();

  @Option(
      names = "--jvm",
      paramLabel = "JAVA",
      description =
          "A Java to run legs on: a release such as 25, a JDK's folder, its bin/java, or all;"
              + " several may be given, the first also runs the reference.")
  List<String> jvms = new ArrayList<>();

  @Option(
      names = "--file",
      paramLabel = "PATH",
      description = "A file or folder that each run finds in its working directory.")
  List<Path> files = new ArrayList<>();

  @Option(names = "--stdin", paramLabel = "FILE", description = "The job's standard input.")
  @Nullable Path stdin;

  @Option(
      names = "--except",
      paramLabel = "CLASS.FIELD",
      description =
          "A field whose value doesn't count, since it depends on the clock or the like; several"
              + " may be given, and the result names them.")
  List<String> except = new ArrayList<>();

  @Option(
      names = "--except-lines",
      paramLabel = "REGEX",
      description =
          "Lines of output in which it is found don't count: free memory, versions, times; several"
              + " may be given, and the result names them.")
  List<Pattern> exceptLines = new ArrayList<>();

  @Option(names = "--stderr", description = "Compare standard error too.")
  boolean compareErrors;

  @Option(
      names = "--no-bisect",
      description =
          "Where states part, don't look for the last safe point at which they still agree; that"
              + " takes more runs.")
  boolean noBisect;

  @Option(
      names = "--timeout",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "For each JVM (default: 60 times the plain run, at least 2m).")
  @Nullable String timeout;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(names = "--keep-files", description = "Keep all runs' files, not only on a difference.")
  boolean keepFiles;

  @Mixin JavaWords java = new JavaWords();

  @Override
  public Integer call() throws IOException {
    VerifyResult result = verify(request());
    print(result);
    return result.verdict().exitCode().code();
  }

  private VerifyResult verify(VerifyRequest request) throws IOException {
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "verify: ")) {
      return Verification.run(
          request, (a, b) -> Snapshots.firstDifference(a, b, except), progress::say, keepFiles);
    }
  }

  private void print(VerifyResult result) throws IOException {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(result));
    } else {
      result.report().forEach(out::println);
      if (result.verdict() == Verdict.DIFFERENT || result.verdict() == Verdict.REFUSED) {
        out.println("verify: the same stops in the same JVMs again: --seed " + result.seed());
      }
      out.println(result.line());
    }
    out.flush();
  }

  VerifyRequest request() {
    for (Path file : files) {
      readable("--file", file);
    }
    if (stdin != null) {
      readable("--stdin", stdin);
    }
    long wanted = wanted();
    Path here = Path.of("").toAbsolutePath();
    Duration limit = timeout == null ? null : Durations.parse(timeout);
    return new VerifyRequest(
        JavaLine.parse(java.words).relocated(here, System.getenv()),
        // Two runs that read the host's clock are never alike: the job's own stands for it.
        plan.addTo(AgentOptions.NONE.with("time", "job")),
        AgentJar.find(System.getenv()),
        jdks(JdkFinder.ofThisMachine()),
        wanted,
        seed != null ? seed : System.nanoTime() & 0xFFFFFF,
        files,
        stdin == null ? null : stdin.toAbsolutePath(),
        limit,
        except,
        exceptLines,
        compareErrors,
        !noBisect);
  }

  private void readable(String option, Path file) {
    if (!Files.isReadable(file)) {
      throw new ParameterException(
          spec.commandLine(), option + " " + file + ": no such file, or not readable");
    }
  }

  private long wanted() {
    if (stops.equals("all")) {
      return Integer.MAX_VALUE;
    }
    if (!stops.matches("[1-9][0-9]{0,8}")) {
      throw new ParameterException(
          spec.commandLine(), "--stops " + stops + ": give a number of at least 1, or all");
    }
    return Long.parseLong(stops);
  }

  private List<Jdk> jdks(JdkFinder finder) {
    if (jvms.isEmpty()) {
      return List.of(finder.named(System.getProperty("java.home")));
    }
    return jvms.stream()
        .flatMap(
            name ->
                name.equals("all")
                    ? finder.usable().stream()
                    : List.of(finder.named(name)).stream())
        .distinct()
        .toList();
  }
}
