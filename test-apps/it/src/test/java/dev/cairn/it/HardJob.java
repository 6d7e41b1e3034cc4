package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.SourceProgram;
import dev.cairn.it.made.MadeJobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A job that holds hard cases, and where it runs.
 *
 * @param since the first release that reads its class files
 * @param moves whether from one release to another
 * @param options what each JVM must be given
 */
record HardJob(Job job, int since, boolean moves, List<String> options) {
  private static final int ANY = 17;
  private static final Path MODERN =
      Installation.ROOT.resolve("test-apps/targets/src/main/java21/dev/cairn/targets/Modern.java");

  /** All; those that no JDK on this machine can compile are left out. */
  static List<HardJob> all() {
    List<HardJob> all = new ArrayList<>();
    Jobs.HARD_CASES.forEach(
        j -> all.add(new HardJob(j, ANY, Jobs.movesBetweenReleases(j), List.of())));
    MadeJobs.ALL.forEach(j -> all.add(new HardJob(j, ANY, true, List.of())));
    all.add(new HardJob(MadeJobs.LATER_VERSIONS, 25, true, List.of()));
    all.add(new HardJob(Job.target("Deep", "5000"), ANY, true, List.of("-Xss16m")));
    all.add(new HardJob(Job.target("BigHeap", "1000000"), ANY, true, List.of("-Xmx1g")));
    Jdk.from(21).stream().findFirst().ifPresent(j -> all.add(modern(j)));
    return all;
  }

  private static HardJob modern(Jdk compiler) {
    Path folder = Installation.ROOT.resolve("test-apps/it/target/made");
    List<Path> classPath =
        List.of(SourceProgram.compileWith(compiler, folder, MODERN), Installation.ANNOTATIONS);
    Job job = new Job("dev.cairn.targets.Modern", List.of(), classPath, "");
    return new HardJob(job, compiler.feature(), true, List.of());
  }

  boolean canRunOn(List<Jdk> jdks) {
    return (moves || jdks.size() == 1) && jdks.stream().allMatch(j -> j.feature() >= since);
  }

  /** The JVM, with what this job must be given. */
  Jvm on(Jvm jvm) {
    return jvm.with(options);
  }

  @Override
  public String toString() {
    return job.toString();
  }
}
