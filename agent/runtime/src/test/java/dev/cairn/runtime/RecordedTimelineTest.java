package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTimelineTest {
  private static final long EPOCH = 1_700_000_000_000L;

  @TempDir Path dir;

  /** The host's clocks, which each question moves. */
  private long wall = EPOCH + 5;

  private long monotonic = 77;
  private long step = 1_000;

  private RecordedTimeline on(ClockRecord record) {
    return new RecordedTimeline(record, () -> wall, () -> monotonic += step);
  }

  private RecordedTimeline begun(String name) throws IOException {
    return on(ClockRecord.begin(dir.resolve(name), EPOCH));
  }

  /** As after a kill: nobody closes anything. */
  private RecordedTimeline again(String name) throws IOException {
    return on(ClockRecord.existing(dir.resolve(name)));
  }

  private static List<Long> answers(RecordedTimeline t, int count) {
    List<Long> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(t.next());
    }
    return answers;
  }

  @Test
  void tellsTheHostsTime() throws IOException {
    RecordedTimeline t = begun("a");
    assertThat(answers(t, 3)).containsExactly(5_000_000L, 5_001_000L, 5_002_000L);
    assertThat(t.epochMillis()).isEqualTo(EPOCH);
  }

  @Test
  void aSecondRunHearsTheSameAndThenTheHost() throws IOException {
    List<Long> first = answers(begun("a"), 100);
    wall += 60_000;
    step = 17;
    RecordedTimeline second = again("a");
    assertThat(answers(second, 100)).isEqualTo(first);
    assertThat(answers(second, 2)).containsExactly(60_005_000_000L, 60_005_000_017L);
  }

  /** What was answered after the snapshot, up to the kill, is answered again. */
  @Test
  void goesOnFromASnapshotInTheMiddle() throws IOException {
    RecordedTimeline t = begun("a");
    answers(t, 10);
    String state = t.state();
    List<Long> after = answers(t, 10);
    RecordedTimeline resumed = again("a");
    resumed.restore(state);
    assertThat(answers(resumed, 10)).isEqualTo(after);
  }

  @Test
  void neverGoesBack() throws IOException {
    RecordedTimeline t = begun("a");
    long last = answers(t, 10).get(9);
    String state = t.state();
    wall -= 3_600_000; // another host, whose clock is behind
    RecordedTimeline moved = begun("b");
    moved.restore(state);
    assertThat(moved.next()).isGreaterThanOrEqualTo(last);
    step = -5; // no clock does this
    assertThat(moved.next()).isGreaterThanOrEqualTo(last);
  }

  /** The record was left behind: it begins anew at the snapshot, and can be gone on from. */
  @Test
  void beginsWhereTheJobWasMoved() throws IOException {
    RecordedTimeline t = begun("a");
    answers(t, 10);
    String state = t.state();
    RecordedTimeline moved = on(ClockRecord.begin(dir.resolve("b"), EPOCH + 1));
    moved.restore(state);
    List<Long> there = answers(moved, 10);
    RecordedTimeline again = again("b");
    again.restore(state);
    assertThat(answers(again, 10)).isEqualTo(there);
    assertThat(again.epochMillis()).isEqualTo(EPOCH);
    assertThat(ClockRecord.existing(dir.resolve("b")).fromBeginning()).isFalse();
  }

  /** Steps of all sizes, over several windows of the file, cut off in the middle of an answer. */
  @Test
  void answersOfAllSizesAndALastOneThatIsNotWhole() throws IOException {
    Random random = new Random(5);
    RecordedTimeline t = begun("a");
    List<Long> first = new ArrayList<>();
    while (Files.size(dir.resolve("a")) < 200_000) {
      step = random.nextLong() >>> (20 + random.nextInt(44));
      first.add(t.next());
    }
    assertThat(answers(again("a"), first.size())).isEqualTo(first);

    step = 1L << 40;
    String state = t.state();
    t.next();
    long position = Long.parseLong(t.state().split(" ")[1]);
    try (var file = new java.io.RandomAccessFile(dir.resolve("a").toFile(), "rw")) {
      file.seek(24 + position - 1);
      file.write(0);
      file.write(new byte[] {0, 0, 3, 3, 3}); // and behind a gap, what a power loss left
    }
    RecordedTimeline cut = again("a");
    cut.restore(state);
    step = 9;
    long live = cut.next();
    cut.next();
    RecordedTimeline after = again("a");
    after.restore(state);
    assertThat(after.next()).isEqualTo(live);
    assertThat(after.next()).isEqualTo(live + 9);
    assertThat(after.next()).as("no answer of old: the host's clock is behind").isEqualTo(live + 9);
  }

  @Test
  void anotherFileIsNoRecord() throws IOException {
    Files.write(dir.resolve("a"), new byte[100]);
    assertThatThrownBy(() -> ClockRecord.existing(dir.resolve("a")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("a is no record of a clock");
  }
}
