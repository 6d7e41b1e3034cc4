package dev.cairn.agent.files;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.runtime.FileActs;
import dev.cairn.snapshot.file.HeldFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of one job: brought back to a generation, then watched. */
public final class JobFiles {
  private static final String FOLDER = "files";
  private static final String JOB = "job";

  private final Path directory;
  private final OwnFiles own;
  private final String identity;
  private final Say say;
  private @Nullable FileJournal journal;

  /**
   * @param directory the job's directory of generations
   * @param others what the agent itself writes beside
   * @param identity which job it is, in one line
   */
  public JobFiles(Path directory, List<Path> others, String identity, Say say) {
    try {
      this.directory = directory.toRealPath();
      this.own = OwnFiles.of(this.directory, others);
    } catch (IOException e) {
      throw failed(directory, e);
    }
    this.identity = identity;
    this.say = say;
  }

  /**
   * Undoes what was done to files since a generation.
   *
   * @param generation the one that is resumed, or 0 where the job begins at C0 again
   * @throws AgentException something can't be undone
   */
  public void goBackTo(long generation) {
    if (!Files.isDirectory(directory.resolve(FOLDER))) {
      return;
    }
    try {
      JournalFolder folder = new JournalFolder(directory.resolve(FOLDER));
      if (generation == 0 && !identity.equals(readJob(folder))) {
        forget(); // another job's, which never got to a generation
        return;
      }
      Set<String> undone = new TreeSet<>();
      List<Long> segments = folder.generations();
      for (long g : segments) {
        try (Segment s = folder.open(g)) {
          if (s.isIncomplete() && (g >= generation || !segments.contains(generation))) {
            throw new AgentException(
                ExitCode.DATA,
                "not all that the job did to files after generation "
                    + g
                    + " could be noted, so that they can't be put back as they were at generation "
                    + generation
                    + "; begin anew with the option fresh");
          }
          if (g >= generation) {
            goBack(s, new Undo(folder.path()), undone);
          }
        }
        if (g > generation) {
          folder.remove(g); // its number may be given again
        }
      }
      if (!undone.isEmpty()) {
        say.line(
            "put back as at "
                + (generation == 0 ? "the start" : "generation " + generation)
                + ": "
                + undone.iterator().next()
                + (undone.size() == 1 ? "" : " and " + (undone.size() - 1) + " more files"));
      }
    } catch (IOException e) {
      throw failed(directory.resolve(FOLDER), e);
    }
  }

  private static void goBack(Segment s, Undo undo, Set<String> undone) throws IOException {
    while (!s.isEmpty()) {
      Act act = s.peek();
      undo.undo(act);
      undone.add(act.file().toString());
      s.pop();
      undo.forget(act);
    }
  }

  private static @Nullable String readJob(JournalFolder folder) throws IOException {
    Path file = folder.path().resolve(JOB);
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : null;
  }

  /** Forgets what was done since any generation: nothing is undone any more. */
  public void forget() {
    try {
      if (journal != null) {
        journal.close();
      }
      if (Files.isDirectory(directory.resolve(FOLDER))) {
        JournalFolder folder = new JournalFolder(directory.resolve(FOLDER));
        Files.deleteIfExists(folder.path().resolve(JOB));
        folder.remove();
      }
    } catch (IOException e) {
      say.line(directory.resolve(FOLDER) + " can't be removed (" + e.getMessage() + ")");
    }
  }

  /**
   * From here on what the job does to files is noted.
   *
   * @param generation the newest, or 0
   */
  public void watch(long generation) {
    try {
      JournalFolder folder = new JournalFolder(directory.resolve(FOLDER));
      Files.writeString(folder.path().resolve(JOB), identity);
      // Acts since a state that never became durable may lie there still: these go on top.
      long newest = folder.generations().stream().reduce(generation, Math::max);
      journal = new FileJournal(folder, own, newest, say);
      FileActs.watch(journal);
    } catch (IOException e) {
      throw failed(directory.resolve(FOLDER), e);
    }
  }

  /** The job goes on with these files open for writing, as they were at the generation. */
  public void resumed(List<HeldFile> open) {
    if (journal != null) {
      journal.resumed(open);
    }
  }

  /** The number of the state that acts are noted to come after; 0 where it is the start. */
  public long newest() {
    FileJournal watching = journal;
    return watching == null ? 0 : watching.generation();
  }

  /**
   * A state is captured, and not written yet: acts from here on are not in it. To be called before
   * the job goes on.
   *
   * @param generation what it will be, above {@link #newest}
   * @param open what the job has open for writing
   * @throws IOException that can't be noted: it must not become a generation
   */
  public void captured(long generation, List<HeldFile> open) throws IOException {
    FileJournal watching = journal;
    if (watching != null) {
      watching.begin(generation, open);
    }
  }

  /** What was captured last can't be made durable; on any thread. */
  public void failed() {
    FileJournal watching = journal;
    try {
      if (watching != null) {
        watching.withdraw();
      }
    } catch (IOException e) {
      cantRemove(e);
    }
  }

  /**
   * What was captured last is durable; on any thread.
   *
   * @param oldest the oldest generation that can still be resumed
   */
  public void saved(long oldest) {
    FileJournal watching = journal;
    try {
      if (watching != null) {
        watching.saved();
      }
      new JournalFolder(directory.resolve(FOLDER)).prune(oldest);
    } catch (IOException e) {
      cantRemove(e);
    }
  }

  private void cantRemove(IOException e) {
    say.line(
        directory.resolve(FOLDER)
            + ": what was kept for older generations can't be removed ("
            + e
            + "); nothing is lost, but it grows");
  }

  private static AgentException failed(Path where, IOException e) {
    return new AgentException(
        ExitCode.CANNOT_CREATE,
        where
            + " can't be used to note what the job does to files ("
            + e
            + "); check the disk and the permissions",
        e);
  }
}
