package dev.cairn.command;

import dev.cairn.launch.AgentOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which loops and which root make the job, and what it sees of its host. */
final class PlanOptions {
  @Option(
      names = "--loops",
      paramLabel = "SPEC",
      description =
          "Where the job may stop: auto; annotated; com.acme.Main#run; com.acme.Main:123; several"
              + " joined by ';'; or @file (default: annotated loops if there are any, else auto).")
  @Nullable String loops;

  @Option(
      names = "--root",
      paramLabel = "CLASS#METHOD",
      description = "The method the job lives in (default: @CheckpointJob, else main).")
  @Nullable String root;

  @Option(
      names = "--time",
      paramLabel = "host|job|record",
      description =
          "The clock the job reads: its host's, one of its own that is the same in every run, or"
              + " its host's, recorded, so that a run can be repeated (default: host; of verify:"
              + " job).")
  @Nullable String time;

  @Option(
      names = "--math",
      paramLabel = "strict|platform",
      description =
          "Math.sin and the like: the same bits on every platform, or the platform's own, which"
              + " binds the job to its kind (default: strict).")
  @Nullable String math;

  @Option(
      names = "--job-seed",
      paramLabel = "N|random",
      description =
          "What random generators without a seed begin with (default: from main class and"
              + " arguments).")
  @Nullable String jobSeed;

  @Option(
      names = "--secure-random",
      paramLabel = "host|derive",
      description = "SecureRandom: the host's, or taken from the job's seed (default: host).")
  @Nullable String secureRandom;

  @Option(
      names = "--identity",
      paramLabel = "job|host",
      description =
          "Identity hashes, and the order of tables by them: the job's, the same in every run, or"
              + " each JVM's own (default: job).")
  @Nullable String identity;

  AgentOptions addTo(AgentOptions options) {
    return options
        .with("loops", loops)
        .with("root", root)
        .with("time", time)
        .with("math", math)
        .with("seed", jobSeed)
        .with("secure-random", secureRandom)
        .with("identity", identity);
  }
}
