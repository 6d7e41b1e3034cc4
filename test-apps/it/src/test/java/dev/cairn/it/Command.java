package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the {@code cairn} script as a user does. */
final class Command {
  private final Path workingDirectory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> before = new ArrayList<>();
  private Duration patience = Duration.ofMinutes(5);

  Command(Path workingDirectory) {
    this.workingDirectory = workingDirectory;
  }

  /** Uses another agent than the built one. */
  Command withAgent(Path jar) {
    environment.put("CAIRN_AGENT", jar.toString());
    return this;
  }

  /** Sets a variable of its environment. */
  Command with(String name, Object value) {
    environment.put(name, value.toString());
    return this;
  }

  /** A folder is a disk of its own, of that size, while it runs: Linux with {@code unshare}. */
  Command onDisk(Path folder, int kibibytes) {
    String mount =
        "mkdir -p " + folder + " && mount -t tmpfs -o size=" + kibibytes + "k tmpfs " + folder;
    before.addAll(
        List.of("unshare", "-rm", "bash", "-c", mount + " && exec \"$@\"", "on-a-small-disk"));
    return this;
  }

  /** Gives the command so long to end. */
  Command waiting(Duration time) {
    patience = time;
    return this;
  }

  Running start(Object... words) {
    List<String> command = new ArrayList<>(before);
    command.add(Installation.COMMAND.toString());
    for (Object w : words) {
      if (w instanceof List<?> list) {
        list.forEach(x -> command.add(x.toString()));
      } else {
        command.add(w.toString());
      }
    }
    return Running.start(command, workingDirectory, environment, patience);
  }

  Outcome run(Object... words) {
    return start(words).closeInput().end();
  }

  /** What stands after {@code --}. */
  static List<String> javaArguments(Job job) {
    List<String> words = new ArrayList<>();
    words.add("--");
    words.add("-cp");
    words.add(
        job.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    words.add(job.main());
    words.addAll(job.args());
    return words;
  }

  /** What {@code cairn loops} proposes in the end, as {@code --loops} takes it. */
  static String proposedLoops(Outcome said) {
    String line =
        said.err()
            .lines()
            .filter(l -> l.startsWith("  --loops '"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nothing is proposed:\n" + said.err()));
    return line.substring(line.indexOf('\'') + 1, line.length() - 1);
  }

  /** The loops option, if the job has one. */
  static List<String> loops(Job job) {
    return job.loops().isEmpty() ? List.of() : List.of("--loops", job.loops());
  }
}
