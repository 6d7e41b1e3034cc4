package dev.cairn.agent.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.Say;
import dev.cairn.runtime.FileActs;
import dev.cairn.snapshot.file.HeldFile;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random acts on a few names, noted before they are done: going back gives what was there. */
class FileJournalTest {
  private static final int ACTS = 60;
  private static final int GENERATIONS = 3;

  @TempDir Path temp;
  private Path work;
  private Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Say say = new Say(new PrintStream(said, true, StandardCharsets.UTF_8));

  @BeforeEach
  void folders() throws IOException {
    work = Files.createDirectory(temp.toRealPath().resolve("work"));
    directory = Files.createDirectory(temp.toRealPath().resolve("ck"));
  }

  private JobFiles files() {
    return new JobFiles(directory, List.of(), "job", say);
  }

  private FileJournal journal(long generation) throws IOException {
    JournalFolder folder = new JournalFolder(directory.resolve("files"));
    Files.writeString(folder.path().resolve("job"), "job");
    return new FileJournal(folder, OwnFiles.of(directory, List.of()), generation, say);
  }

  @RepeatedTest(40)
  void goesBackToAnyGeneration(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    for (int i = 0; i < 6; i++) {
      Files.writeString(name(random, 0), "old " + i);
    }
    FileJournal journal = journal(0);
    List<Map<String, String>> trees = new java.util.ArrayList<>(List.of(tree()));
    for (int g = 0; g < GENERATIONS; g++) {
      for (int i = 0; i < ACTS; i++) {
        act(journal, random);
      }
      if (g < GENERATIONS - 1) {
        journal.begin(g + 1, List.of());
        trees.add(tree());
      }
    }
    journal.close();
    int back = random.nextInt(GENERATIONS);
    files().goBackTo(back);
    assertThat(tree()).as("seed %d, generation %d", seed, back).isEqualTo(trees.get(back));
    files().goBackTo(back); // a second time changes nothing
    assertThat(tree()).as("seed %d, again", seed).isEqualTo(trees.get(back));
  }

  /**
   * A state is captured, the job goes on, and only then it is durable, or never: from whatever
   * generation there is, the files are as they were when it was captured.
   */
  @RepeatedTest(40)
  void goesBackToTheCapturedMoment(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    FileJournal journal = journal(0);
    Map<Long, Map<String, String>> durable = new TreeMap<>(Map.of(0L, tree()));
    act(journal, random);
    for (long n = 1; n <= 6; n++) {
      Map<String, String> captured = tree();
      journal.begin(n, List.of());
      for (int i = random.nextInt(3) * ACTS / 4; i > 0; i--) {
        act(journal, random); // while it is written
      }
      if (random.nextBoolean()) {
        journal.saved();
        durable.put(n, captured);
      } else {
        journal.withdraw();
      }
      for (int i = random.nextInt(3) * ACTS / 4; i > 0; i--) {
        act(journal, random);
      }
    }
    journal.close();
    List<Long> generations = List.copyOf(durable.keySet());
    long back = generations.get(random.nextInt(generations.size()));
    files().goBackTo(back);
    assertThat(tree())
        .as("seed %d, %d of %s", seed, back, generations)
        .isEqualTo(durable.get(back));
  }

  /** Nothing was done since: the older segment goes on, with all that is noted in it. */
  @Test
  void aStateThatCannotBeWrittenLeavesNoTrace() throws IOException {
    Path mapped = Files.writeString(work.resolve("mapped"), "old");
    Path file = Files.writeString(work.resolve("a"), "old");
    try (FileJournalCloser j = new FileJournalCloser(journal(3))) {
      j.journal.modify(file.toString());
      for (int i = 4; i < 9; i++) {
        HeldFile unseen = new HeldFile(new FileDescriptor(), mapped, 3, true);
        j.journal.begin(i, List.of(unseen)); // a copy is kept at once
        j.journal.withdraw();
        j.journal.modify(file.toString());
        assertThat(directory.resolve("files"))
            .isDirectoryContaining("glob:**/00000003.acts")
            .isDirectoryNotContaining("glob:**/*[4-9].acts")
            .isDirectoryNotContaining("glob:**/0000000[4-9]-*")
            .isDirectoryNotContaining("glob:**/*-2");
      }
      assertThat(j.journal.generation()).isEqualTo(3);
    }
  }

  /** What may change unseen can't be kept: the state must not become a generation. */
  @Test
  void aStateWhoseOpenFilesCannotBeKeptIsNone() throws IOException {
    Path file = Files.writeString(work.resolve("a"), "old");
    try (FileJournalCloser j = new FileJournalCloser(journal(3))) {
      Files.createDirectory(directory.resolve("files/00000004-1")); // where the copy would lie
      Path full = Files.writeString(directory.resolve("files/00000004-1/x"), "");
      HeldFile unseen = new HeldFile(new FileDescriptor(), file, 3, true);
      assertThatThrownBy(() -> j.journal.begin(4, List.of(unseen))).isInstanceOf(IOException.class);
      assertThat(j.journal.generation()).isEqualTo(3);
      Files.delete(full);
      j.journal.modify(file.toString());
      Files.writeString(file, "new");
    }
    files().goBackTo(3);
    assertThat(file).hasContent("old");
  }

  /** Killed while a state was written: its number is given again, its acts are none of the new. */
  @Test
  void aNumberThatIsGivenAgainBeginsEmpty() throws IOException {
    Path file = Files.writeString(work.resolve("a"), "old");
    try (FileJournalCloser j = new FileJournalCloser(journal(3))) {
      j.journal.begin(4, List.of());
      j.journal.modify(file.toString());
      Files.writeString(file, "new");
    }
    JobFiles files = files();
    files.goBackTo(3);
    assertThat(file).hasContent("old");
    files.watch(3);
    FileActs.watch(null);
    assertThat(files.newest()).isEqualTo(3);
    assertThat(directory.resolve("files/00000004.acts")).doesNotExist();
  }

  /** Not gone back to, since a snapshot of elsewhere is resumed: its acts go on top. */
  @Test
  void whatWasNotUndoneStaysBelow() throws IOException {
    Path file = Files.writeString(work.resolve("a"), "old");
    try (FileJournalCloser j = new FileJournalCloser(journal(3))) {
      j.journal.begin(4, List.of());
      j.journal.modify(file.toString());
      Files.writeString(file, "new");
    }
    JobFiles files = files();
    files.watch(3);
    FileActs.watch(null);
    assertThat(files.newest()).isEqualTo(4);
    files.captured(5, List.of());
    files.saved(3);
    files().goBackTo(3);
    assertThat(file).hasContent("old");
  }

  private Path name(Random random, int depth) throws IOException {
    Path p = work.resolve("abcdef".charAt(random.nextInt(6)) + "");
    return depth == 0 ? p : p.resolve("xyz".charAt(random.nextInt(3)) + "");
  }

  /** What fails fails after it was noted, as in the JDK. */
  private void act(FileJournal journal, Random random) throws IOException {
    Path file = name(random, random.nextInt(2));
    Path other = name(random, random.nextInt(2));
    String name = file.toString();
    try {
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          journal.append(name);
          Files.writeString(
              file, "+" + random.nextInt(9), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        case 2 -> {
          journal.modify(name);
          Files.writeString(file, "new " + random.nextInt());
        }
        case 3 -> {
          journal.modify(name);
          try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            f.seek(random.nextInt(4));
            f.write(random.nextInt());
          }
        }
        case 4 -> {
          journal.remove(name);
          Files.delete(file);
        }
        case 5 -> {
          journal.create(name);
          Files.createDirectory(file);
        }
        case 6 -> {
          journal.link(name);
          Files.createSymbolicLink(file, Path.of("e"));
        }
        default -> {
          journal.rename(name, other.toString());
          Files.move(file, other, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    } catch (IOException e) {
      assertThat(e).isNotNull(); // it did not happen
    }
  }

  /** Names to what they are. */
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(work)) {
      for (Path p : all.toList()) {
        String what =
            Files.isSymbolicLink(p)
                ? "-> " + Files.readSymbolicLink(p)
                : Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)
                    ? "/"
                    : Files.readString(p, StandardCharsets.ISO_8859_1);
        tree.put(work.relativize(p).toString(), what);
      }
    }
    return tree;
  }

  /** A record that was cut off was never acted upon. */
  @Test
  void tornRecord() throws IOException {
    Path file = Files.writeString(work.resolve("a"), "old");
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      j.journal.append(file.toString());
      Files.writeString(file, "+", StandardOpenOption.APPEND);
      j.journal.append(work.resolve("b").toString());
    }
    Path acts = directory.resolve("files/00000000.acts");
    byte[] all = Files.readAllBytes(acts);
    Files.write(acts, java.util.Arrays.copyOf(all, all.length - 3));
    files().goBackTo(0);
    assertThat(file).hasContent("old");
  }

  private record FileJournalCloser(FileJournal journal) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      journal.close();
    }
  }

  @Test
  void refusesWhatSomebodyElseChanged() throws IOException {
    Path file = Files.writeString(work.resolve("log"), "first\n");
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      j.journal.append(file.toString());
    }
    Files.writeString(file, "FIRST\nsecond\n");
    AgentException e = catchThrowableOfType(AgentException.class, () -> files().goBackTo(0));
    assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("somebody else");
    assertThat(file).hasContent("FIRST\nsecond\n");
  }

  @Test
  void refusesWhatIsTooLargeToKeep() throws IOException {
    Path file = work.resolve("large");
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
      f.setLength(FileJournal.LARGEST + 1);
    }
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      j.journal.modify(file.toString());
    }
    AgentException e = catchThrowableOfType(AgentException.class, () -> files().goBackTo(0));
    assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("too large to keep");
  }

  /** What is open at a generation is kept before its content of then changes, and not sooner. */
  @Test
  void keepsWhatIsOverwritten() throws IOException {
    Path seeks = Files.writeString(work.resolve("seeks"), "old");
    Path appends = Files.writeString(work.resolve("appends"), "old");
    Path unseen = Files.writeString(work.resolve("unseen"), "old");
    FileDescriptor a = new FileDescriptor();
    FileDescriptor b = new FileDescriptor();
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      j.journal.begin(
          1,
          List.of(
              new HeldFile(a, seeks, 3, false),
              new HeldFile(b, appends, 3, false),
              new HeldFile(new FileDescriptor(), unseen, 3, true)));
      Files.writeString(unseen, "NEW");
      Files.writeString(seeks, "+", StandardOpenOption.APPEND);
      Files.writeString(appends, "+", StandardOpenOption.APPEND);
      j.journal.overwrite(a, 3);
      j.journal.overwrite(b, 3);
      assertThat(acts(1)).as("only of what may change unseen").isEqualTo(1);
      j.journal.overwrite(a, 2);
      j.journal.overwrite(a, 0);
      assertThat(acts(1)).isEqualTo(2);
      Files.writeString(seeks, "NEW+");
    }
    files().goBackTo(1);
    assertThat(unseen).hasContent("old");
    assertThat(seeks).as("what was appended is cut off when it is opened again").hasContent("old+");
    assertThat(appends).hasContent("old+");
  }

  private int acts(long generation) throws IOException {
    try (Segment s = new JournalFolder(directory.resolve("files")).open(generation)) {
      return s.size();
    }
  }

  /** Who loads a class in here waits for an archive's lock; who reads the archive must not wait. */
  @Test
  void aSeekInAnotherFileWaitsForNobody() throws Exception {
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      Thread reader = new Thread(() -> j.journal.overwrite(new FileDescriptor(), 0));
      synchronized (j.journal) {
        reader.start();
        reader.join(30_000);
        assertThat(reader.isAlive()).isFalse();
      }
    }
  }

  /** A segment that is gone on with has kept files already. */
  @Test
  void doesNotKeepOverWhatIsKept() throws IOException {
    Path first = Files.writeString(work.resolve("a"), "old a");
    Path second = Files.writeString(work.resolve("b"), "old b");
    for (Path file : List.of(first, second)) {
      try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
        j.journal.modify(file.toString());
        Files.writeString(file, "new");
      }
    }
    files().goBackTo(0);
    assertThat(first).hasContent("old a");
    assertThat(second).hasContent("old b");
  }

  /** The agent's own files are no acts of the job; another job's acts are not undone. */
  @Test
  void leavesAloneWhatIsNotTheJobs() throws IOException {
    try (FileJournalCloser j = new FileJournalCloser(journal(0))) {
      j.journal.modify(directory.resolve("gen-00000001.cairn").toString());
      j.journal.append(work.resolve("a").toString());
    }
    Files.writeString(directory.resolve("gen-00000001.cairn"), "kept");
    Files.writeString(work.resolve("a"), "kept");
    new JobFiles(directory, List.of(), "another", say).goBackTo(0);
    assertThat(work.resolve("a")).hasContent("kept");
    assertThat(directory.resolve("gen-00000001.cairn")).hasContent("kept");
    assertThat(directory.resolve("files")).doesNotExist();
  }
}
