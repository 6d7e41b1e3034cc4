package dev.cairn.agent.files;

import dev.cairn.agent.Say;
import dev.cairn.agent.files.Act.Kind;
import dev.cairn.agent.files.ActsSince.Noted;
import dev.cairn.runtime.FileActs;
import dev.cairn.snapshot.file.HeldFile;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes what the job is about to do to files, durably and before it is done, so that a resume from
 * the newest generation can undo it. What is noted once need not be noted again until the next
 * generation: a file that the job made since, or whose content is kept, may be changed at will.
 *
 * <pre>
 *                 not noted yet                    APPENDED           COVERED
 *   append        there: APPENDED, else: MADE      nothing            nothing
 *   modify        there: CHANGED, else: MADE       CHANGED            nothing
 *   overwrite     of a file open since the generation, before its end of then: as modify
 *   create        there: nothing, else: MADE       nothing            nothing
 *   remove        REMOVED                          REMOVED            nothing
 *   rename a to b remove b; then RENAMED, and a and b are not noted any more,
 *                 but if a is COVERED: nothing
 * </pre>
 *
 * Thread-safe.
 */
final class FileJournal implements FileActs.Watch {
  /** What a file's content is kept of when it is changed in place, at most. */
  static final long LARGEST = 64L << 20;

  /** Links that are followed one after another, at most; what Linux does. */
  private static final int LONGEST_CHAIN = 41;

  private interface Step {
    void run() throws IOException;
  }

  private final JournalFolder folder;
  private final OwnFiles own;
  private final Say say;

  private volatile ActsSince since;

  /** Of the state before, until the newer one is durable. */
  private @Nullable ActsSince former;

  private boolean inside;

  FileJournal(JournalFolder folder, OwnFiles own, long generation, Say say) throws IOException {
    this.folder = folder;
    this.own = own;
    this.say = say;
    this.since = new ActsSince(folder, generation);
  }

  /**
   * A newer state is captured: acts from here on come after it. Whether it ever becomes durable
   * does not matter: who goes back to an older one undoes both segments.
   *
   * @param open what the job has open for writing
   * @throws IOException nothing has changed
   */
  synchronized void begin(long newer, List<HeldFile> open) throws IOException {
    ActsSince before = since;
    ActsSince next = new ActsSince(folder, newer);
    since = next;
    inside = true;
    try {
      hold(open);
      next.begun();
      forgetFormer();
    } catch (IOException | RuntimeException e) {
      since = before;
      try {
        discard(next);
      } catch (IOException second) {
        e.addSuppressed(second); // the first failure is the one to be told
      }
      throw e;
    } finally {
      inside = false;
    }
    former = before;
  }

  /** The job goes on, with these files open for writing. */
  synchronized void resumed(List<HeldFile> open) {
    note("the files it has open", () -> hold(open));
  }

  /**
   * Takes care of files that are open for writing: of what may change unseen a copy is kept at
   * once. Too large a one is not, and then a change is found by the digest of all of it, and
   * refused.
   */
  private void hold(List<HeldFile> open) throws IOException {
    since.held.begin(open.stream().filter(f -> !f.unseen()).toList());
    for (HeldFile f : open) {
      if (f.unseen() && f.length() <= LARGEST) {
        String name = f.file().toString();
        modify(name, real(name, true));
      }
    }
  }

  /** The newer state is durable. */
  synchronized void saved() throws IOException {
    forgetFormer();
  }

  /**
   * The newer state can't be made durable: where nothing was done since, all is as if it had not
   * been captured.
   */
  synchronized void withdraw() throws IOException {
    if (former != null && since.isUntouched()) {
      ActsSince dead = since;
      since = former;
      former = null;
      since.names.clear(); // what failed since may have said so to the other's alone
      discard(dead);
    }
  }

  private void discard(ActsSince dead) throws IOException {
    dead.segment.close();
    folder.remove(dead.generation());
  }

  private void forgetFormer() throws IOException {
    ActsSince old = former;
    former = null;
    if (old != null) {
      old.segment.close();
    }
  }

  /** The number of the state that acts are noted to come after. */
  synchronized long generation() {
    return since.generation();
  }

  synchronized void close() throws IOException {
    forgetFormer();
    since.segment.close();
  }

  // ---- what the job is about to do ----

  @Override
  public synchronized void append(String path) {
    if (!since.names.containsKey(path)) {
      note(path, () -> append(path, real(path, true)));
    }
  }

  private void append(String path, @Nullable Path file) throws IOException {
    if (file == null || noted(file) != null) {
      return;
    }
    BasicFileAttributes now = attributes(file);
    if (now == null) {
      push(Kind.MADE, file, "");
      since.cover(path, file);
    } else if (now.isRegularFile()) {
      push(Kind.APPENDED, file, now.size() + " " + Tail.of(file, now.size()));
      since.noted.put(file, Noted.APPENDED);
      since.names.put(path, Noted.APPENDED);
    }
  }

  @Override
  public synchronized void modify(String path) {
    if (since.names.get(path) != Noted.COVERED) {
      note(path, () -> modify(path, real(path, true)));
    }
  }

  private void modify(String path, @Nullable Path file) throws IOException {
    if (file == null || noted(file) == Noted.COVERED) {
      return;
    }
    BasicFileAttributes now = attributes(file);
    if (now == null) {
      push(Kind.MADE, file, "");
    } else if (!now.isRegularFile()) {
      return; // a device, a pipe
    } else if (now.size() > LARGEST) {
      push(
          Kind.LOST,
          file,
          "the job opened it to change its content, and it is too large to keep ("
              + now.size()
              + " bytes)");
    } else {
      String copy = since.keptName();
      folder.copy(file, copy);
      push(Kind.CHANGED, file, copy);
    }
    since.cover(path, file);
  }

  /**
   * A seek in whatever file, that of an archive under the archive's lock: who is in here may be
   * waiting for that one, to load a class.
   */
  @Override
  public void overwrite(FileDescriptor file, long from) {
    if (since.held.has(file)) {
      overwriteHeld(file, from);
    }
  }

  private synchronized void overwriteHeld(FileDescriptor file, long from) {
    Path path = since.held.overwritten(file, from);
    if (path != null) {
      modify(path.toString());
    }
  }

  @Override
  public synchronized void create(String path) {
    if (!since.names.containsKey(path)) {
      note(
          path,
          () -> {
            Path file = real(path, false);
            if (file != null && noted(file) == null && attributes(file) == null) {
              push(Kind.MADE, file, "");
              since.cover(path, file);
            }
          });
    }
  }

  /** Noted each time: names below a link are other files, which must not be met while undoing. */
  @Override
  public synchronized void link(String path) {
    note(
        path,
        () -> {
          Path file = real(path, false);
          if (file != null && attributes(file) == null) {
            push(Kind.MADE, file, "");
            since.noted.put(file, Noted.COVERED);
          }
          since.names.clear();
        });
  }

  @Override
  public synchronized void remove(String path) {
    note(
        path,
        () -> {
          Path file = real(path, false);
          if (file != null) {
            remove(file);
          }
        });
  }

  private void remove(Path file) throws IOException {
    since.names.clear(); // other names may have led through it
    BasicFileAttributes now = attributes(file);
    if (now == null || noted(file) == Noted.COVERED) {
      return;
    }
    if (now.isSymbolicLink()) {
      push(Kind.LINK_REMOVED, file, Files.readSymbolicLink(file).toString());
    } else if (now.isDirectory()) {
      push(Kind.DIRECTORY_REMOVED, file, "");
    } else if (now.isRegularFile()) {
      String old = since.keptName();
      if (folder.link(file, old)) {
        push(Kind.REMOVED, file, old);
        since.linked.put(file, folder.path().resolve(old));
      } else if (now.size() <= LARGEST) {
        folder.copy(file, old);
        push(Kind.REMOVED, file, old);
      } else {
        push(
            Kind.LOST,
            file,
            "the job removed it, and it is too large to keep on another disk ("
                + now.size()
                + " bytes)");
      }
    } else {
      push(Kind.LOST, file, "the job removed it, and it is no ordinary file");
    }
    since.noted.put(file, Noted.COVERED);
  }

  @Override
  public synchronized void rename(String from, String to) {
    note(
        from,
        () -> {
          Path a = real(from, false);
          Path b = real(to, false);
          if (a != null && b != null) {
            rename(a, b);
          }
        });
  }

  private void rename(Path a, Path b) throws IOException {
    BasicFileAttributes now = attributes(a);
    BasicFileAttributes replaced = attributes(b);
    if (now == null
        || b.startsWith(a)
        || (replaced != null && replaced.isDirectory() != now.isDirectory())) {
      return; // it fails
    }
    if (replaced == null && noted(b) != Noted.COVERED) {
      push(Kind.MADE, b, "");
      since.noted.put(b, Noted.COVERED);
    } else {
      remove(b);
    }
    if (noted(a) != Noted.COVERED || !now.isRegularFile()) {
      push(Kind.RENAMED, a, b.toString());
      since.noted.keySet().removeIf(p -> p.startsWith(a) || p.startsWith(b));
    }
    since.names.clear();
  }

  @Override
  public synchronized void unknown(String what) {
    note(what, () -> push(Kind.LOST, folder.path(), what));
  }

  // ---- how it is noted ----

  private void note(String what, Step step) {
    if (inside) {
      return; // what the journal itself does
    }
    inside = true;
    boolean interrupted = Thread.interrupted(); // it would close the journal
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      lost(what, e);
    } finally {
      inside = false;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void lost(String what, Exception e) {
    boolean first = !since.segment.isIncomplete();
    try {
      since.segment.markIncomplete();
    } catch (IOException second) {
      e.addSuppressed(second);
    }
    if (first) {
      say.line(
          "what the job does to "
              + what
              + " can't be noted ("
              + e
              + "): until the next snapshot nothing can be resumed; make room on that disk");
    }
  }

  private void push(Kind kind, Path file, String detail) throws IOException {
    since.segment.push(new Act(kind, file, detail));
  }

  /** What is noted of a file. One that was to be removed, and was not, is not covered. */
  private @Nullable Noted noted(Path file) throws IOException {
    Path kept = since.linked.remove(file);
    if (kept != null
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.isSameFile(kept, file)) {
      since.noted.remove(file);
    }
    return since.noted.get(file);
  }

  /**
   * The file's one name, or null where the act can't happen or is the agent's own.
   *
   * @param follow whether a link at the end is followed
   */
  private @Nullable Path real(String path, boolean follow) throws IOException {
    return real(path, follow ? LONGEST_CHAIN : 0);
  }

  private @Nullable Path real(String path, int links) throws IOException {
    Path file;
    try {
      file = Path.of(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      return null;
    }
    Path name = file.getFileName();
    Path parent = file.getParent();
    if (name == null || parent == null || !Files.isDirectory(parent)) {
      return null;
    }
    Path real = parent.toRealPath().resolve(name).normalize();
    if (links > 0 && Files.isSymbolicLink(real)) {
      if (links == 1) {
        return null; // a circle: it can't be opened
      }
      Path led = parent.toRealPath().resolve(Files.readSymbolicLink(real));
      return real(led.toString(), links - 1);
    }
    return own.contains(real) ? null : real;
  }

  private static @Nullable BasicFileAttributes attributes(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return null;
    }
  }
}
