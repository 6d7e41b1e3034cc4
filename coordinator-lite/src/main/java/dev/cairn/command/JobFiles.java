package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.files.Chunk;
import dev.cairn.coordinator.files.Manifest;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What the coordinator has of a job's files: at its end, else at its newest check-in. */
final class JobFiles {
  private final CoordinatorClient client;
  private final Manifest manifest;

  private JobFiles(CoordinatorClient client, Manifest manifest) {
    this.client = client;
    this.manifest = manifest;
  }

  static JobFiles of(CoordinatorClient client, long id) throws IOException {
    Job job = client.get("jobs/" + id, Api.JobDetails.class).job();
    return new JobFiles(client, Manifest.of(client.read(job.files())));
  }

  /** What is below this folder of the job's. */
  List<Manifest.Entry> below(String folder) {
    return manifest.entries().stream().filter(e -> e.path().startsWith(folder)).toList();
  }

  /** Writes one of them from an offset on; nothing where it isn't there. */
  long write(String path, long from, OutputStream out) throws IOException {
    for (Manifest.Entry entry : manifest.entries()) {
      if (entry.path().equals(path)) {
        write(entry, from, out);
        return Math.max(from, entry.size());
      }
    }
    return from;
  }

  void write(Manifest.Entry entry, long from, OutputStream out) throws IOException {
    long at = 0;
    for (String chunk : entry.chunks()) {
      if (at + Chunk.SIZE > from) {
        byte[] bytes = client.read(chunk);
        int skip = (int) Math.max(0, Math.min(bytes.length, from - at));
        out.write(bytes, skip, bytes.length - skip);
      }
      at += Chunk.SIZE;
    }
    out.flush();
  }
}
