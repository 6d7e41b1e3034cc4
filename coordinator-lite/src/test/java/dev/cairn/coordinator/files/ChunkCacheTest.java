package dev.cairn.coordinator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkCacheTest {
  private static final int CAPACITY = 100;

  @TempDir Path folder;

  /** Of the disk, of which there are 1000 bytes. */
  private long usable = 1000;

  private ChunkCache cache() throws IOException {
    return new ChunkCache(
        folder,
        CAPACITY,
        new ChunkCache.Disk() {
          @Override
          public long usable() {
            return usable;
          }

          @Override
          public long total() {
            return 1000;
          }
        });
  }

  private static byte[] chunk(int i) {
    byte[] bytes = new byte[40];
    bytes[0] = (byte) i;
    return bytes;
  }

  private static String id(int i) {
    return Chunk.id(chunk(i));
  }

  private static void keep(ChunkCache cache, int i) throws IOException {
    cache.keep(id(i), chunk(i));
  }

  @Test
  void whatWasUsedLeastRecentlyGoesFirst() throws IOException {
    ChunkCache cache = cache();
    keep(cache, 1);
    keep(cache, 2);
    assertThat(cache.find(id(1))).isEqualTo(chunk(1));
    keep(cache, 3);
    assertThat(cache.find(id(2))).as("used before 1").isNull();
    keep(cache, 1); // counts as use
    keep(cache, 4);
    assertThat(cache.find(id(3))).isNull();
    assertThat(cache.find(id(1))).isEqualTo(chunk(1));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(id(1), id(4));
  }

  @Test
  void whatIsDamagedIsNotThere() throws IOException {
    ChunkCache cache = cache();
    keep(cache, 1);
    Files.write(folder.resolve(id(1)), new byte[] {1, 2, 3});
    assertThat(cache.find(id(1))).isNull();
    assertThat(folder.resolve(id(1))).doesNotExist();
    keep(cache, 1);
    assertThat(cache.find(id(1))).isEqualTo(chunk(1));
    Files.delete(folder.resolve(id(1)));
    assertThat(cache.find(id(1))).isNull();
  }

  @Test
  void whatIsNoChunkIsNotKept() throws IOException {
    ChunkCache cache = cache();
    assertThatThrownBy(() -> cache.keep(id(1), chunk(2)))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] large = new byte[CAPACITY + 1];
    keep(cache, 1);
    cache.keep(Chunk.id(large), large);
    assertThat(cache.find(Chunk.id(large))).isNull();
    assertThat(cache.find(id(1))).as("nothing goes for what can't be kept").isNotNull();
  }

  @Test
  void outlivesItsProcess() throws IOException {
    ChunkCache before = cache();
    keep(before, 1);
    keep(before, 2);
    Files.setLastModifiedTime(folder.resolve(id(2)), FileTime.fromMillis(1));
    Files.writeString(folder.resolve("." + id(3) + ".tmp"), "half");
    ChunkCache cache = cache();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(id(1), id(2));
    keep(cache, 3);
    assertThat(cache.find(id(2))).as("the older one").isNull();
    assertThat(cache.find(id(1))).isEqualTo(chunk(1));
  }

  /** A tenth of the disk is left to the jobs, whatever the capacity. */
  @Test
  void goesWhereTheDiskIsNearlyFull() throws IOException {
    ChunkCache cache = cache();
    keep(cache, 1);
    usable = 120;
    keep(cache, 2);
    assertThat(folder).isEmptyDirectory();
    keep(cache, 3);
    assertThat(cache.find(id(3))).isNull();
    usable = 140;
    keep(cache, 3);
    assertThat(cache.find(id(3))).isNotNull();
  }
}
