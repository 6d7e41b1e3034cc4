package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.runtime.ClockRecord;
import dev.cairn.runtime.JobClock;
import dev.cairn.runtime.RecordedTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** {@code time=record}: the job's clock answers from, and into, a record beside the generations. */
final class RecordedClock {
  private RecordedClock() {}

  /**
   * Installs it.
   *
   * @param directory the job's
   * @param begins whether the job begins at C0, and not where a snapshot stands
   * @param replay a record to answer from first, or a directory that holds one; or null
   */
  static void install(Path directory, boolean begins, @Nullable Path replay) {
    Path file = directory.resolve(ClockRecord.FILE);
    try {
      JobClock.record(RecordedTimeline.ofHost(record(file, begins, replay)));
    } catch (IOException e) {
      throw new AgentException(
          ExitCode.CANNOT_CREATE, "the clock can't be recorded: " + e.getMessage(), e);
    }
  }

  private static ClockRecord record(Path file, boolean begins, @Nullable Path replay)
      throws IOException {
    if (replay != null) {
      ClockRecord record = ClockRecord.existing(copied(replay, file));
      if (begins && !record.fromBeginning()) {
        throw new AgentException(
            ExitCode.DATA,
            replay
                + " begins within the job, where it was moved without its record: go on from the"
                + " snapshot that it was moved with, or give the first part's record");
      }
      return record;
    }
    return !begins && Files.exists(file)
        ? ClockRecord.existing(file)
        : ClockRecord.begin(file, System.currentTimeMillis());
  }

  private static Path copied(Path replay, Path file) throws IOException {
    Path from = Files.isDirectory(replay) ? replay.resolve(ClockRecord.FILE) : replay;
    if (!Files.exists(from)) {
      throw new AgentException(ExitCode.DATA, from + ": no record of a clock; see time=record");
    }
    if (!Files.exists(file) || !Files.isSameFile(from, file)) {
      Files.copy(from, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
