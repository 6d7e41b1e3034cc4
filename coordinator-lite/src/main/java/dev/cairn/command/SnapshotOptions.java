package dev.cairn.command;

import dev.cairn.launch.AgentOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** When snapshots are taken, where they lie, and when to stop: common to run and resume. */
final class SnapshotOptions {
  @Spec(Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "D",
      description = "Where the generations lie (default: cairn-checkpoints/<main class or jar>).")
  @Nullable Path dir;

  @Option(
      names = "--every",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Snapshot interval: 500ms, 60s, 10m, 2h; 0 = never (default: 60s).")
  @Nullable String every;

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Generations kept, at least 1 (default: 2).")
  @Nullable Integer keep;

  @Option(
      names = "--chunks",
      paramLabel = "DIR",
      description = "Where the generations' chunks lie; jobs may share it (default: chunks in D).")
  @Nullable Path chunks;

  @Option(
      names = "--compress",
      paramLabel = "LEVEL",
      description =
          "raw, fast, zstd's level 1 to 19, or auto: as the disk is fast (default: auto).")
  @Nullable String compress;

  @Option(
      names = "--stop-after",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Snapshot and stop (exit 85) at the first safe point after this time.")
  @Nullable String stopAfter;

  @Option(
      names = "--stop-at",
      paramLabel = "N",
      description = "Snapshot and stop (exit 85) at the Nth safe point reached in this JVM.")
  @Nullable Long stopAt;

  @Option(
      names = "--stop-deadline",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "Exit 86 when a stop asked for is not reached by then (default: 60s).")
  @Nullable String stopDeadline;

  @Option(
      names = "--digest-every",
      paramLabel = "N",
      description =
          "Chain the state's digest at each Nth safe point in D/digests.txt (default: none).")
  @Nullable Long digestEvery;

  @Option(
      names = "--replay",
      paramLabel = "DIR",
      description =
          "Answer what time it is from the record of another run (--time record), then go on"
              + " recording.")
  @Nullable Path replay;

  @Option(
      names = "--piped",
      paramLabel = "again|dropped",
      description =
          "What becomes of output of which only a pipe's reader can know whether it came out, the"
              + " job having been cut off within the write (default: refuse and say which).")
  @Nullable String piped;

  /** Adds what was given; the rest is left to the agent's defaults. */
  AgentOptions addTo(AgentOptions options) {
    if (keep != null && keep < 1) {
      throw new ParameterException(spec.commandLine(), "--keep must be at least 1, is " + keep);
    }
    if (stopAt != null && stopAt < 1) {
      throw new ParameterException(
          spec.commandLine(), "--stop-at must be at least 1, is " + stopAt);
    }
    return options
        .with("dir", dir)
        .with("every", every)
        .with("keep", keep)
        .with("chunks", chunks)
        .with("compress", compress)
        .with("stop-after", stopAfter)
        .with("stop-at", stopAt)
        .with("stop-deadline", stopDeadline)
        .with("digest-every", digestEvery)
        .with("replay", replay)
        .with("piped", piped)
        .flag("progress", Boolean.getBoolean(Main.TERMINAL));
  }
}
