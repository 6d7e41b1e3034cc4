package dev.cairn.command;

import dev.cairn.coordinator.wire.Api;
import dev.cairn.launch.AgentJar;
import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import dev.cairn.snapshot.format.JobIdentity;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a job go on from one named file. */
@Command(
    name = "resume",
    description =
        "Goes on from a snapshot file, here and in any Java; or lets a job of the coordinator's go"
            + " on that was paused, by its number.",
    customSynopsis = "cairn resume [OPTIONS] SNAPSHOT [-- java-args...]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn resume gen-00000012.cairn             as it was started",
      "  cairn resume --jvm 25 gen-00000012.cairn    in another Java",
      "  cairn resume gen-00000012.cairn -- -Xmx8g   with other JVM options",
      "  cairn resume 7                              job 7 of the coordinator's, after cairn pause"
          + " 7",
      "  cairn resume gen-00000012.cairn -- -cp /opt/app/lib/* com.acme.Main 100"
    })
final class ResumeCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin SnapshotOptions snapshots = new SnapshotOptions();
  @Mixin LaunchOptions launch = new LaunchOptions();

  @Parameters(
      index = "0",
      paramLabel = "SNAPSHOT|ID",
      description = "The file, or a job's directory: its newest generation; or a job's number.")
  Path snapshot = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "java-args",
      description =
          "JVM options that replace the recorded ones, or a whole java command line (default: what"
              + " the snapshot was started with).")
  List<String> words = new ArrayList<>();

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws IOException {
    String word = snapshot.toString();
    if (word.matches("[0-9]{1,18}") && !Files.exists(snapshot)) {
      JobRequests.ask(connection, spec, Long.parseLong(word), "resume", Api.JobRequest.NONE);
      return 0;
    }
    Path file = Snapshots.file(snapshot).toAbsolutePath().normalize();
    AgentOptions options =
        snapshots.addTo(
            AgentOptions.NONE
                .with("resume", file)
                .with("dir", snapshots.dir == null ? ownDirectory(file) : null));
    return Handoff.start(
        line(file).command(launch.java(), AgentJar.find(System.getenv()), options),
        launch.dryRun,
        spec.commandLine().getOut());
  }

  /** A generation that still lies in its directory is followed by the next one there. */
  private static @Nullable Path ownDirectory(Path file) {
    return Generations.number(file).isPresent() ? file.getParent() : null;
  }

  private JavaLine line(Path file) {
    Optional<JavaLine> given = words.isEmpty() ? Optional.empty() : JavaLine.tryParse(words);
    return given.orElseGet(
        () -> {
          JobIdentity job = SnapshotFile.readHeader(file).job();
          return RecordedLine.of(job, words.isEmpty() ? null : words, Path.of("").toAbsolutePath());
        });
  }
}
