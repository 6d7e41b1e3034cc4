package dev.cairn.agent.job;

import dev.cairn.agent.Fingerprint;
import dev.cairn.agent.KeptFiles;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.PlanFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans that were made before, each in a file that is named by what it was made from: a start finds
 * its plan without reading the program's code.
 *
 * <pre>
 *   (key).plan      fingerprint of the rest, a line end, the plan's text
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

  private final @Nullable KeptFiles files;

  /**
   * @param folder where the plans lie, or null to make each anew; made when it is needed
   */
  PlanCache(@Nullable Path folder) {
    files = folder == null ? null : new KeptFiles(folder, ENDING, KEPT);
  }

  /**
   * The plan of this key.
   *
   * @param key what it is made from: the same key, the same plan
   * @param make makes it where it isn't there
   */
  Plan plan(PlanKey key, Supplier<Plan> make) {
    String name = files == null ? null : key.digest();
    if (files == null || name == null) {
      return make.get();
    }
    Plan found = read(files, name);
    if (found != null) {
      return found;
    }
    Plan made = make.get();
    String text = made.toText();
    files.keep(name, (fingerprint(text) + "\n" + text).getBytes(StandardCharsets.UTF_8));
    return made;
  }

  private static @Nullable Plan read(KeptFiles files, String key) {
    try {
      String content = Files.readString(files.file(key));
      int end = content.indexOf('\n');
      String text = content.substring(end + 1);
      if (end < 0 || !content.substring(0, end).equals(fingerprint(text))) {
        return null;
      }
      Plan plan = Plan.parse(text);
      files.used(key);
      return plan;
    } catch (IOException | PlanFormatException e) {
      return null; // not there, or not whole: it is made anew
    }
  }

  private static String fingerprint(String text) {
    return Fingerprint.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
