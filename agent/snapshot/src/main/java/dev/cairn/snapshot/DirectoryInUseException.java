package dev.cairn.snapshot;

/** Another process runs a job from this directory. Exit code 75. */
public final class DirectoryInUseException extends SnapshotException {
  private static final long serialVersionUID = 1;

  private final long pid;

  /**
   * @param directory the directory of generations
   * @param pid the process that holds it, or -1 where it did not say
   */
  public DirectoryInUseException(String directory, long pid) {
    super(
        75,
        directory
            + ": in use by "
            + (pid < 0 ? "another process" : "process " + pid)
            + "; wait for it, stop it, or give another dir=");
    this.pid = pid;
  }

  public long pid() {
    return pid;
  }
}
