package dev.cairn.agent;

/** The exit codes that the agent gives; every other one is the job's own. */
public final class ExitCode {
  /** A bad option. */
  public static final int USAGE = 64;

  /** A snapshot that is damaged, of another job, or of other code. */
  public static final int DATA = 65;

  /** The file to resume is not there. */
  public static final int NO_INPUT = 66;

  /** This JVM can't. */
  public static final int UNAVAILABLE = 69;

  /** A defect of Cairn. */
  public static final int INTERNAL = 70;

  /** The directory can't be read or written. */
  public static final int CANNOT_CREATE = 73;

  /** The directory is in use by another process. */
  public static final int IN_USE = 75;

  /** {@code strict}: two runs of the job could part. */
  public static final int STRICT = 77;

  /** The loop specification matches nothing, or the root is not found. */
  public static final int CONFIG = 78;

  /** The job is saved: run it again. HTCondor and Slurm's RequeueExit know this number. */
  public static final int CHECKPOINTED = 85;

  /** A stop was asked for and not reached within stop-deadline. */
  public static final int DEADLINE = 86;

  private ExitCode() {}
}
