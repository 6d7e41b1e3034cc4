package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a system tells of its memory, as files. */
class SpareMemoryTest {
  private static final String MACHINE =
      "MemTotal: 9000 kB\nMemFree: 10 kB\nMemAvailable: 4000 kB\n";

  @TempDir Path root;

  @Test
  void aSystemWithoutSuchFiles() {
    assertThat(spare()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aMachineWithoutGroups() throws IOException {
    file("proc/meminfo", MACHINE);
    assertThat(spare()).isEqualTo(4000 * 1024);
  }

  @Test
  void aGroupAboveOursHasLess() throws IOException {
    file("proc/meminfo", MACHINE);
    file("proc/self/cgroup", "0::/slice/job\n");
    file("sys/fs/cgroup/slice/job/memory.max", "max\n");
    file("sys/fs/cgroup/slice/job/memory.current", "700\n");
    file("sys/fs/cgroup/slice/memory.max", "100000\n");
    file("sys/fs/cgroup/slice/memory.current", "90000\n");
    file("sys/fs/cgroup/slice/memory.stat", "anon 5\ninactive_file 2000\nactive_file 9\n");
    assertThat(spare()).isEqualTo(12_000);
  }

  @Test
  void aContainerThatSeesItsOwnGroupAlone() throws IOException {
    file("proc/meminfo", MACHINE);
    file("proc/self/cgroup", "5:cpu:/docker/ab\n4:hugetlb,memory:/docker/ab\n0::/docker/ab\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "50000\n");
    file("sys/fs/cgroup/memory/memory.usage_in_bytes", "20000\n");
    file("sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 300\n");
    assertThat(spare()).isEqualTo(30_300);
  }

  private long spare() {
    return new SpareMemory(root).bytes();
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
