package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.ChunkCache;
import dev.cairn.coordinator.files.FolderContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker's surroundings, none of which is real but its disk. */
final class Scene {
  final FakeTime time = new FakeTime();
  final FakeJvms jvms = new FakeJvms(time);
  final List<String> said = new ArrayList<>();
  final Path folder;
  final FakeServer server;
  private final String files;

  Scene(Path folder) throws IOException {
    this.folder = folder;
    server = new FakeServer(folder.resolve("chunks"));
    Path jar = Files.writeString(folder.resolve("job.jar"), "a jar");
    files = FolderContent.send(Map.of("code/0/job.jar", jar), server.chunks);
  }

  Path jobs() {
    return folder.resolve("w/jobs");
  }

  Order order(long job, long epoch, boolean stop) {
    return order(job, epoch, stop, files);
  }

  /** Of a job that another host gave back at this generation. */
  Order orderFromGeneration(long generation) throws IOException {
    String name = String.format("gen-%08d.cairn", generation);
    Path file = Files.writeString(folder.resolve(name), "a generation");
    Map<String, Path> all = Map.of("code/0/job.jar", folder.resolve("job.jar"), "ck/" + name, file);
    return order(7, 2, false, FolderContent.send(all, server.chunks));
  }

  private Order order(long job, long epoch, boolean stop, String from) {
    JobSpec spec =
        new JobSpec(
            "key" + job, "n", new Amount(1, 1), null, null, files, List.of("Main"), "loops=auto");
    return new Order(job, epoch, stop, spec, from, 60);
  }

  /** What is kept on the worker's disk. */
  Kept kept() throws IOException {
    return new Kept(ChunkCache.in(folder.resolve("w/cache"), 1 << 20), said::add);
  }

  /** Of a worker that nobody reaches, and that reaches nobody. */
  Exchange exchange() throws IOException {
    return new Exchange(
        kept(),
        (peer, id) -> {
          throw new IOException("nobody is there");
        },
        null);
  }

  JobFolder folderOf(Order order) {
    return JobFolder.of(jobs(), order);
  }

  WorkerJob job(Order order) {
    return new WorkerJob(order, folderOf(order), jvms, time, () -> said.add("changed"));
  }
}
