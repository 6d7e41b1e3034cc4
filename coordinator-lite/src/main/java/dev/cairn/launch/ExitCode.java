package dev.cairn.launch;

import java.util.Arrays;
import java.util.Optional;

/**
 * What Cairn's exit codes mean, the agent's and the command's. A job that ends by itself keeps its
 * own code. Numbers above 63 follow BSD's sysexits where one fits; 85 is what HTCondor and Slurm's
 * RequeueExit know as "checkpointed, run me again".
 */
public enum ExitCode {
  OK(0, "done", "-"),
  DIFFERENT(1, "verify, snap diff: not identical", "read the line that names the first difference"),
  NOT_RUN(2, "verify: could not be run to the end", "the last line says why"),
  REFUSED(3, "verify: a snapshot was refused", "the last line names the object or frame"),
  USAGE(64, "bad option or usage", "see cairn help COMMAND"),
  SNAPSHOT_UNUSABLE(
      65,
      "snapshot damaged, of another job, or the code has changed",
      "resume with the code it was taken from, or an older generation"),
  NO_SNAPSHOT(66, "file to resume or inspect not found", "cairn snap ls lists what there is"),
  NO_COORDINATOR(
      68,
      "no coordinator answers, or it does not know the token",
      "start one with cairn coordinator; --coordinator and --token-file name another"),
  JVM_UNFIT(69, "this JVM or installation can't do it", "use HotSpot 17 to 25; the line says more"),
  INTERNAL(70, "internal error", "report it, with the line printed"),
  DIRECTORY(
      73, "directory can't be read or written, or is full", "free space or choose another --dir"),
  IN_USE(75, "directory in use by another process", "wait for it, or cairn stop DIR"),
  STRICT(
      77,
      "--strict: two runs of the job could part, and nothing is done about it",
      "do what the line says, or answer for it with --accept"),
  NO_LOOP(78, "loop spec matches nothing, or root not found", "cairn explain shows the plan"),
  STOPPED(85, "checkpointed and stopped", "run the same command again to go on"),
  STOP_OVERDUE(
      86, "stop-deadline passed before a safe point", "the line says what stood in the way");

  private final int code;
  private final String meaning;
  private final String remedy;

  ExitCode(int code, String meaning, String remedy) {
    this.code = code;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  public int code() {
    return code;
  }

  /** What happened, as a clause without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it, as a clause without a full stop. */
  public String remedy() {
    return remedy;
  }

  /** The meaning of a number, if it is one of Cairn's. */
  public static Optional<ExitCode> of(int code) {
    return Arrays.stream(values()).filter(e -> e.code == code).findFirst();
  }

  /** Whether the agent, rather than the job, ended a JVM that exited with this code. */
  public boolean isAgentFailure() {
    return switch (this) {
      case USAGE,
          SNAPSHOT_UNUSABLE,
          NO_SNAPSHOT,
          JVM_UNFIT,
          INTERNAL,
          DIRECTORY,
          IN_USE,
          STRICT,
          NO_LOOP ->
          true;
      default -> false;
    };
  }
}
