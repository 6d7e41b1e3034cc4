package dev.cairn.agent.files;

import dev.cairn.snapshot.file.HeldFile;
import java.io.FileDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that were open for writing at the newest generation, and whose content of then stands
 * still: what is appended since needs no note, for a resume cuts it off. The first seek back ends
 * that.
 *
 * <p>Not a map: one keyed by descriptors would give them identity hashes, which the job could see.
 * {@link #has} needs no lock: whoever reads an archive asks with the archive's lock held.
 */
final class HeldFiles {
  private volatile List<HeldFile> files = List.of();

  void begin(List<HeldFile> held) {
    files = List.copyOf(held);
  }

  /** Whether an overwriting of this file may have to be noted. */
  boolean has(FileDescriptor descriptor) {
    for (HeldFile f : files) {
      if (f.descriptor() == descriptor) {
        return true;
      }
    }
    return false;
  }

  /**
   * The file whose content is about to change from {@code from} on; null where that is none that
   * was open, or only what was appended since.
   */
  @Nullable Path overwritten(FileDescriptor descriptor, long from) {
    for (HeldFile f : files) {
      if (f.descriptor() == descriptor && from < f.length()) {
        List<HeldFile> left = new ArrayList<>(files);
        left.remove(f);
        files = List.copyOf(left);
        return f.file();
      }
    }
    return null;
  }
}
