package dev.cairn.snapshot;

/** A snapshot file is torn, altered, or not one of ours. Exit code 65. */
public final class DamagedSnapshotException extends SnapshotException {
  private static final long serialVersionUID = 1;

  private final String section;
  private final long offset;

  /**
   * @param file the file, as given
   * @param section the section's name, or {@code "header"}
   * @param offset where in the file, in bytes from its beginning
   * @param what what is wrong there
   */
  public DamagedSnapshotException(String file, String section, long offset, String what) {
    super(
        65,
        file
            + ": damaged at byte "
            + offset
            + " (section "
            + section
            + "): "
            + what
            + "; resume from another generation or copy the file again");
    this.section = section;
    this.offset = offset;
  }

  public String section() {
    return section;
  }

  public long offset() {
    return offset;
  }
}
