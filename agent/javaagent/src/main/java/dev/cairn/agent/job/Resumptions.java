package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where standard output stood when the newest run began, in the file {@code resumed} beside the
 * generations: what it began from on the first line, the mark on the second. A run that is cut off
 * before its first snapshot is followed by one from the same state, or from the same start, and
 * what it printed goes.
 */
final class Resumptions {
  private static final String START = "start of ";

  private final Path file;
  private final Say say;

  Resumptions(Path directory, Say say) {
    file = directory.resolve("resumed");
    this.say = say;
  }

  /**
   * A job begins at C0.
   *
   * @param job which one, in any words
   * @param again whether it is the same run if it was cut off before: not where the user wants a
   *     new one
   */
  void start(String job, boolean again) {
    begin(START + job.replaceAll("\\R", " "), again, null);
  }

  /**
   * A job goes on from a state.
   *
   * @param mark where output is to stand if no run has begun from this state; null: where it is
   */
  void resume(String stateDigest, @Nullable String mark) {
    begin(stateDigest, true, mark);
  }

  private void begin(String from, boolean again, @Nullable String mark) {
    try {
      String begun = again ? find(from) : null;
      String to = begun != null ? begun : mark;
      String told = to == null ? null : StandardOutput.cutBack(to);
      if (told != null) {
        say.line(told);
      }
      record(from, StandardOutput.mark());
    } catch (IOException e) {
      throw new AgentException(
          ExitCode.CANNOT_CREATE,
          "standard output can't be cut back to where the job goes on: " + e.getMessage(),
          e);
    }
  }

  /** The mark at which a run from there began to print, or null. */
  private @Nullable String find(String from) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.size() == 2 && lines.get(0).equals(from) ? lines.get(1) : null;
  }

  private void record(String from, String mark) throws IOException {
    Path aside = file.resolveSibling(".resumed.tmp");
    Files.write(aside, List.of(from, mark), StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
