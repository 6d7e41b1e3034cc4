package dev.cairn.agent.options;

import dev.cairn.instrumenter.scan.Acceptance;
import dev.cairn.snapshot.format.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:cairn-agent.jar=}.
 *
 * @param dir where the generations lie, or null for the default
 * @param every the time between two snapshots; zero: none by time
 * @param everyFrom a file that tells the time between two snapshots whenever it changes, or null
 * @param keep generations kept, at least 1
 * @param chunks where the generations' chunks lie, or null for a folder in dir
 * @param compress how hard they are compressed
 * @param loops loop specification, or null for the default
 * @param root {@code class#method}, or null for the default
 * @param plans where plans that were made before lie, or null to make each anew
 * @param stopAt snapshot and stop at this safe point, counted from this JVM's start; 0: none
 * @param snapshotAt snapshot and go on at these safe points, ascending
 * @param digestEvery the state's digest goes into a chain at every so many safe points; 0: none, or
 *     as the snapshot has it
 * @param stopAfter snapshot and stop this long after the root was entered, or null
 * @param stopDeadline how long a stop may take
 * @param resume the file to go on from, or null
 * @param fresh begin at C0 whatever the directory holds
 * @param progress show a status line
 * @param report where to write the JSON report, or null
 * @param explain print the plan and exit
 * @param perturb seed for a different warm-up, so that tests don't see two JVMs alike, or null
 * @param time {@code "job"}, {@code "record"} or {@code "host"}, or null for the default: as the
 *     snapshot has it, else record with replay, else host
 * @param replay a record of a clock to answer from, or a directory that holds one; or null
 * @param math {@code "strict"} or {@code "platform"}, or null for the default: as the snapshot has
 *     it, else strict
 * @param seed a number or {@code "random"}, or null for the default: as the snapshot has it, else
 *     from the job's main class and arguments
 * @param secureRandom {@code "host"} or {@code "derive"}, or null for the default: as the snapshot
 *     has it, else host
 * @param identity {@code "job"} or {@code "host"}, or null for the default: as the snapshot has it,
 *     else job
 * @param piped {@code "again"} or {@code "dropped"}: whether to print what the job was printing
 *     into a pipe when it was cut off, or null to refuse where that is not known
 * @param remind how long after a refusal it is repeated
 * @param scan {@code "text"} or {@code "json"}: print what could part two runs and exit, or null
 * @param strict refuse a job of which two runs could part
 * @param accept what the user answers for
 * @param sample only watch for so long which loops the program is in, zero: to its end; or null
 */
public record AgentOptions(
    @Nullable Path dir,
    Duration every,
    @Nullable Path everyFrom,
    int keep,
    @Nullable Path chunks,
    Compression compress,
    @Nullable String loops,
    @Nullable String root,
    @Nullable Path plans,
    long stopAt,
    List<Long> snapshotAt,
    long digestEvery,
    @Nullable Duration stopAfter,
    Duration stopDeadline,
    @Nullable Path resume,
    boolean fresh,
    boolean progress,
    @Nullable Path report,
    boolean explain,
    @Nullable Long perturb,
    @Nullable String time,
    @Nullable Path replay,
    @Nullable String math,
    @Nullable String seed,
    @Nullable String secureRandom,
    @Nullable String identity,
    @Nullable String piped,
    Duration remind,
    @Nullable String scan,
    boolean strict,
    Acceptance accept,
    @Nullable Duration sample) {

  /** Whether safe points have to be counted one by one. */
  public boolean countsExactly() {
    return stopAt > 0 || !snapshotAt.isEmpty() || report != null;
  }
}
