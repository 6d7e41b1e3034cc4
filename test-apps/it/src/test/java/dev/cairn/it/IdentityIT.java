package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identity hashes are the job's, whatever a JVM brings along. */
class IdentityIT {
  @TempDir Path folder;

  /** JDK 17 maps boxes, strings and empty collections with G1 alone, and hashed; others don't. */
  @Test
  void hashedObjectsOfTheClassArchive() {
    Pieces pieces = new Pieces(Job.target("IdentityHashes"), folder);
    List<String> collectors = List.of("-XX:+UseG1GC", "-XX:+UseSerialGC");
    pieces.cutAt(
        pieces.choose(5, Seed.random("IdentityIT")),
        i -> new Jvm(Jdk.current(), List.of(collectors.get(i % 2))));
  }
}
