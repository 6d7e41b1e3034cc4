package dev.cairn.agent.job;

import dev.cairn.agent.weave.Sha256;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PlanFormatException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans that were made before, each in a file that is named by what it was made from: a start finds
 * its plan without reading the program's code.
 *
 * <pre>
 *   (key).plan      SHA-256 of the rest, a line end, the plan's text
 * </pre>
 *
 * The job must not see whether a plan was there: what reads its clock or draws from its generators,
 * as {@code Instant.now} and {@code createTempFile} do, is not for this class.
 *
 * <p>A file that isn't whole is none. Where nothing can be written plans are made each time: that
 * costs time, and no more. Several JVMs may use one folder.
 */
final class PlanCache {
  /** As many programs, and ways to start them, as one works with. */
  private static final int KEPT = 200;

  private static final String ENDING = ".plan";

  private final @Nullable Path folder;

  /**
   * @param folder where the plans lie, or null to make each anew; made when it is needed
   */
  PlanCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /**
   * The plan of this key.
   *
   * @param key what it is made from: the same key, the same plan
   * @param make makes it where it isn't there
   */
  Plan plan(PlanKey key, Supplier<Plan> make) {
    String name = folder == null ? null : key.digest();
    if (folder == null || name == null) {
      return make.get();
    }
    Path file = folder.resolve(name + ENDING);
    Plan found = read(file);
    if (found != null) {
      return found;
    }
    Plan made = make.get();
    write(folder, file, made.toText());
    return made;
  }

  private static @Nullable Plan read(Path file) {
    try {
      String content = Files.readString(file);
      int end = content.indexOf('\n');
      String text = content.substring(end + 1);
      if (end < 0 || !content.substring(0, end).equals(Sha256.hex(text))) {
        return null;
      }
      Plan plan = Plan.parse(text);
      boolean unused = file.toFile().setLastModified(System.currentTimeMillis());
      return plan;
    } catch (IOException | PlanFormatException e) {
      return null; // not there, or not whole: it is made anew
    }
  }

  private static void write(Path folder, Path file, String text) {
    try {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid());
      Files.writeString(part, Sha256.hex(text) + "\n" + text, StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forgetOldest(folder);
    } catch (IOException e) {
      return; // the next start makes the plan again
    }
  }

  /** By {@code File}, which tells of no failure: a folder that can't be listed stays as it is. */
  private static void forgetOldest(Path folder) {
    File[] all = folder.toFile().listFiles((f, name) -> name.endsWith(ENDING));
    if (all != null && all.length > KEPT) {
      Arrays.sort(all, Comparator.comparingLong(File::lastModified));
      for (File oldest : List.of(all).subList(0, all.length - KEPT)) {
        boolean unused = oldest.delete();
      }
    }
  }
}
