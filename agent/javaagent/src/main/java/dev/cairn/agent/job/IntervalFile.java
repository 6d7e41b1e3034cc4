package dev.cairn.agent.job;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.Say;
import dev.cairn.agent.options.OptionParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file that tells how often to save the job, for who learns that while the job runs: how long its
 * snapshots take to write. It is replaced as a whole. Used on the control thread alone.
 */
final class IntervalFile {
  private final @Nullable Path file;
  private final Say say;
  private String seen = "";
  private @Nullable String said;

  /**
   * @param file need not be there (yet); null: none ever is
   */
  IntervalFile(@Nullable Path file, Say say) {
    this.file = file;
    this.say = say;
  }

  /** The interval, where it is another one than when it was looked at before; else null. */
  @Nullable Duration look() {
    if (file == null) {
      return null;
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.equals(seen)) {
        return null;
      }
      seen = text;
      return OptionParser.duration("every", text);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | AgentException e) {
      String why = e.toString();
      if (!why.equals(said)) { // it is looked at each second
        said = why;
        say.line("the interval stays as it is: " + file + ": " + e.getMessage());
      }
      return null;
    }
  }
}
