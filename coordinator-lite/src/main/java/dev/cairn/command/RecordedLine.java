package dev.cairn.command;

import dev.cairn.launch.JavaLine;
import dev.cairn.snapshot.format.JobIdentity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rebuilds the java command line a job was started with from what its snapshot tells of it. */
final class RecordedLine {
  private RecordedLine() {}

  /**
   * The line, with code that is not found from {@code here} looked for where the job was started.
   *
   * @param options JVM options in place of the recorded ones, or null
   * @param here the working directory
   */
  static JavaLine of(JobIdentity job, @Nullable List<String> options, Path here) {
    Path there = Path.of(job.workingDirectory());
    List<String> jvm =
        options != null ? options : job.jvmOptions().stream().filter(RecordedLine::isJobs).toList();
    if (job.main().equals(job.classPath()) || job.main().endsWith(".jar")) {
      return new JavaLine(jvm, List.of("-jar", found(job.main(), here, there)), job.arguments());
    }
    String classPath =
        Arrays.stream(job.classPath().split(File.pathSeparator, -1))
            .map(entry -> found(entry, here, there))
            .collect(Collectors.joining(File.pathSeparator));
    return new JavaLine(jvm, List.of(job.main()), job.arguments())
        .withOptions(List.of("-cp", classPath));
  }

  /** The agent is given anew, and class path and main class stand elsewhere. */
  private static boolean isJobs(String option) {
    boolean ours = option.startsWith("-javaagent:") && option.contains("cairn-agent");
    return !ours
        && !option.startsWith("-Djava.class.path=")
        && !option.startsWith("-Dsun.java.command=")
        && !option.startsWith("-Dsun.java.launcher");
  }

  private static String found(String entry, Path here, Path there) {
    boolean hereOrNowhere =
        Path.of(entry).isAbsolute()
            || (!entry.isEmpty() && Files.exists(here.resolve(entry)))
            || !Files.exists(there.resolve(entry));
    return hereOrNowhere ? entry : there.resolve(entry).toString();
  }
}
