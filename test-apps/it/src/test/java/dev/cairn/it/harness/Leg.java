package dev.cairn.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JVM's part of a job's life, about to be started: with the agent and the given options of it,
 * or plain. Not thread-safe.
 */
public final class Leg {
  /** Longer than any leg may take; past it the process is killed and the test fails. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Job job;
  private Jvm jvm = Jvm.light(Jdk.current());
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Path folder;
  private Path workingDirectory;
  private boolean withAgent = true;
  private boolean withReport = true;
  private int fileLimit;
  private int diskSize;
  private Duration patience = PATIENCE;
  private @Nullable Path out;

  /**
   * @param folder a scratch folder; the working directory, too, unless another is set
   */
  public Leg(Job job, Path folder) {
    this.job = job;
    this.folder = folder;
    this.workingDirectory = folder;
    if (!job.loops().isEmpty()) {
      options.put("loops", job.loops());
    }
  }

  public Leg on(Jvm other) {
    jvm = other;
    return this;
  }

  public Leg on(Jdk jdk) {
    return on(Jvm.light(jdk));
  }

  public Leg plain() {
    withAgent = false;
    return this;
  }

  public Leg option(String name, Object value) {
    options.put(name, String.valueOf(value).replace(",", "\\,"));
    return this;
  }

  /** An option without a value. */
  public Leg option(String name) {
    options.put(name, "");
    return this;
  }

  public Leg generations(Path dir) {
    return option("dir", dir);
  }

  /** JVM options that stand before the agent. */
  public Leg before(String... jvmOptions) {
    before.addAll(List.of(jvmOptions));
    return this;
  }

  /** JVM options that stand after the agent. */
  public Leg after(String... jvmOptions) {
    after.addAll(List.of(jvmOptions));
    return this;
  }

  public Leg environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public Leg in(Path directory) {
    workingDirectory = directory;
    return this;
  }

  /** No report: with one, polls count exactly, which users' jobs don't. */
  public Leg withoutReport() {
    withReport = false;
    return this;
  }

  /** Appends standard output to a file. */
  public Leg appendingTo(Path file) {
    out = file;
    return this;
  }

  /** No file can grow past this: what a full disk is like, for users without a disk to fill. */
  public Leg fileLimit(int kibibytes) {
    fileLimit = kibibytes;
    return this;
  }

  /** Gives it longer than any leg on this machine's own JVMs takes. */
  public Leg patience(Duration time) {
    patience = time;
    return this;
  }

  /** Puts the generations on a disk of their own, of that size: Linux with {@code unshare}. */
  public Leg onDiskOf(int kibibytes) {
    diskSize = kibibytes;
    return this;
  }

  public Running start() {
    List<String> command = new ArrayList<>();
    if (fileLimit > 0) {
      command.addAll(List.of("bash", "-c", "ulimit -f " + fileLimit + "; exec \"$@\"", "limited"));
    }
    if (diskSize > 0) {
      String mount = "mount -t tmpfs -o size=" + diskSize + "k tmpfs " + options.get("dir");
      command.addAll(
          List.of("unshare", "-rm", "bash", "-c", mount + " && exec \"$@\"", "on-a-small-disk"));
    }
    command.add(jvm.jdk().java().toString());
    command.addAll(jvm.options());
    command.addAll(before);
    Path report = fresh("report", ".json");
    if (withAgent) {
      if (withReport) {
        options.putIfAbsent("report", report.toString());
      }
      command.add("-javaagent:" + Installation.AGENT + "=" + joined());
    }
    command.addAll(after);
    command.addAll(List.of("-cp", job.joinedClassPath(), job.main()));
    command.addAll(job.args());
    return Running.start(command, workingDirectory, environment, report, out, patience);
  }

  /** Runs it to its end, with an empty standard input. */
  public Outcome run() {
    Running r = start();
    r.closeInput();
    return r.end();
  }

  private String joined() {
    List<String> parts = new ArrayList<>();
    options.forEach((k, v) -> parts.add(v.isEmpty() ? k : k + "=" + v));
    return String.join(",", parts);
  }

  private Path fresh(String prefix, String suffix) {
    try {
      Files.createDirectories(folder);
      Path file = Files.createTempFile(folder, prefix, suffix);
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
