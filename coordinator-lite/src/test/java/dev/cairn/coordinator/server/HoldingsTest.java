package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.files.ChunkFolder;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.store.SqliteStore;
import dev.cairn.coordinator.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's files are there as long as it needs them. */
class HoldingsTest {
  @TempDir Path temp;
  private ChunkFolder chunks;
  private Store store;
  private Coordinator coordinator;
  private Holdings holdings;

  @BeforeEach
  void open() throws IOException {
    chunks = new ChunkFolder(temp.resolve("chunks"));
    store = SqliteStore.open(temp.resolve("db"));
    coordinator = new Coordinator(Policy.DEFAULT, store, () -> 1000);
    holdings = new Holdings(coordinator, chunks);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String files(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("file"), text);
    return FolderContent.send(Map.of("work/file", file), chunks);
  }

  private boolean areThere(String files) throws IOException {
    return chunks.has(files) && FolderContent.missing(files, chunks).isEmpty();
  }

  private long submit(String files) throws IOException {
    JobSpec spec =
        new JobSpec("key", "n", new Amount(1, 1), null, null, files, List.of("Main"), "");
    return holdings.take(files, new Event.Submit(spec, 0, false));
  }

  private int twice() throws IOException {
    return holdings.collect() + holdings.collect();
  }

  @Test
  void whatTheNewestCheckInNeedsStays() throws IOException {
    String begin = files("at C0");
    long job = submit(begin);
    coordinator.take(new Event.Joined("a", "a#1", new Amount(1, 10), "p", List.of()));
    assertThat(twice()).isZero();
    String first = files("at C1");
    holdings.take(first, new Event.Saved("a", job, 1, new CheckIn(1, 1, first)));
    assertThat(twice()).as("manifest and chunk").isEqualTo(2);
    assertThat(areThere(begin)).isFalse();
    String second = files("at C2");
    holdings.take(second, new Event.Saved("a", job, 1, new CheckIn(1, 2, second)));
    assertThat(twice()).isEqualTo(2);
    assertThat(areThere(second)).isTrue();
    String end = files("at Cf");
    holdings.take(end, new Event.Ended("a", job, 1, new Job.Result(0, end)));
    assertThat(twice()).isEqualTo(2);
    assertThat(areThere(end)).as("until it is removed").isTrue();
    coordinator.take(new Event.Remove(job));
    assertThat(twice()).isEqualTo(2);
    assertThat(areThere(end)).isFalse();
  }

  /** It was sent, collected before it was referred to, and is to be sent again. */
  @Test
  void whatIsReferredToIsThere() throws IOException {
    String files = files("at C0");
    twice();
    assertThatThrownBy(() -> submit(files)).hasMessageContaining("are missing: send them first");
    assertThat(coordinator.state().lastJob()).isZero();
    assertThat(submit(files("at C0"))).isEqualTo(1);
    assertThat(twice()).isZero();
  }

  @Test
  void aDamagedManifestKeepsAll() throws IOException {
    String files = files("at C0");
    submit(files);
    String other = files("nobody's");
    Files.writeString(temp.resolve("chunks").resolve(files.substring(0, 2)).resolve(files), "{}");
    holdingsCantTell();
    holdingsCantTell();
    assertThat(areThere(other)).isTrue();
  }

  private void holdingsCantTell() {
    assertThatThrownBy(holdings::collect).hasMessageContaining("is damaged");
  }
}
