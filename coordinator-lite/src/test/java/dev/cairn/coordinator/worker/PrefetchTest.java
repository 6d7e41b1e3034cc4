package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Ahead;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is next is here before there is room for it. Its threads are run when the test likes. */
class PrefetchTest {
  @TempDir Path temp;
  private Scene scene;
  private Kept kept;
  private Ahead next;
  private List<String> chunks;
  private final List<Runnable> threads = new ArrayList<>();

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    kept = scene.kept();
    next = new Ahead(7, scene.orderFromGeneration(3).files());
    chunks = Manifest.of(scene.server.read(next.files())).chunks().stream().toList();
    assertThat(chunks).hasSize(2);
  }

  private Prefetch prefetch(long capacity) {
    return new Prefetch(threads::add, capacity);
  }

  private Fetch fetch() {
    return new Fetch(kept, List.of(), (peer, id) -> null, scene.server);
  }

  @Test
  void allOfItIsFetchedOnce() {
    Prefetch prefetch = prefetch(1000);
    prefetch.next(next, this::fetch);
    prefetch.next(next, this::fetch);
    assertThat(threads).hasSize(1);
    threads.get(0).run();
    assertThat(kept.find(next.files())).isNotNull();
    assertThat(chunks).allMatch(c -> kept.find(c) != null);
  }

  @Test
  void whatIsNotNextAnyMoreIsLeft() {
    Prefetch prefetch = prefetch(1000);
    prefetch.next(next, this::fetch);
    prefetch.next(null, this::fetch);
    threads.get(0).run();
    assertThat(chunks).allMatch(c -> kept.find(c) == null);
  }

  @Test
  void halfOfWhatMayBeKeptIsLeftToOthers() {
    prefetch(2).next(next, this::fetch);
    threads.get(0).run();
    assertThat(chunks).filteredOn(c -> kept.find(c) != null).hasSize(1);
  }

  @Test
  void whoKeepsNothingFetchesNothing() {
    prefetch(0).next(next, this::fetch);
    assertThat(threads).isEmpty();
  }

  /** It is fetched when the job is here. */
  @Test
  void aCoordinatorThatIsAwayIsNoMatter() {
    byte[] none = {1};
    prefetch(1000).next(new Ahead(7, Chunk.id(none)), this::fetch);
    threads.get(0).run();
    assertThat(scene.said).isEmpty();
  }
}
