package dev.cairn.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Files of one kind in which starts find what former starts have made: so many are kept, the
 * longest unused go first. Where nothing can be written it costs time and nothing else. Several
 * JVMs may use one folder: files are renamed into place.
 *
 * @param folder where they lie; made when it is needed
 * @param ending of their names, by which they are told from others there
 * @param most how many are kept
 */
public record KeptFiles(Path folder, String ending, int most) {

  /** Where what has this key lies, or would. */
  public Path file(String key) {
    return folder.resolve(key + ending);
  }

  /** It was of use: it is among the last to go. */
  public void used(String key) {
    boolean unused = file(key).toFile().setLastModified(System.currentTimeMillis());
  }

  /** Keeps it, if it can be written; the next start makes it again otherwise. */
  public void keep(String key, byte[] content) {
    try {
      Files.createDirectories(folder);
      Path file = file(key);
      Path part = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid());
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forgetOldest();
    } catch (IOException e) {
      return;
    }
  }

  /** By {@code File}, which tells of no failure: a folder that can't be listed stays as it is. */
  private void forgetOldest() {
    File[] all = folder.toFile().listFiles((f, name) -> name.endsWith(ending));
    if (all != null && all.length > most) {
      Arrays.sort(all, Comparator.comparingLong(File::lastModified));
      for (File oldest : List.of(all).subList(0, all.length - most)) {
        boolean unused = oldest.delete();
      }
    }
  }
}
