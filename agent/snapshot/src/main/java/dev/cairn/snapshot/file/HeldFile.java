package dev.cairn.snapshot.file;

import java.io.FileDescriptor;
import java.nio.file.Path;

/**
 * A file that the job holds open at a snapshot, and can write to afterwards. What it appends then
 * is cut off where the job goes on from the snapshot; what is before {@code length} can't be
 * brought back so.
 *
 * @param descriptor the job's
 * @param file its path
 * @param length at the snapshot
 * @param unseen whether content before {@code length} may be changed without a seek or the like
 */
public record HeldFile(FileDescriptor descriptor, Path file, long length, boolean unseen) {}
