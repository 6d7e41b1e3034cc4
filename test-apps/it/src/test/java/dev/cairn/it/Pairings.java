package dev.cairn.it;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Jobs moved within each release, and between the oldest and the newest both ways. */
final class Pairings {
  private Pairings() {}

  /** Each job with each release alone, and with two releases by turns, begun with either. */
  static Stream<Arguments> of(List<Job> jobs) {
    List<List<Jdk>> rotations = new ArrayList<>();
    List<Jdk> all = Jdk.all();
    all.forEach(j -> rotations.add(List.of(j)));
    if (all.size() > 1) {
      Jdk oldest = all.get(0);
      Jdk newest = all.get(all.size() - 1);
      rotations.add(List.of(oldest, newest));
      rotations.add(List.of(newest, oldest));
    }
    return jobs.stream()
        .flatMap(
            job ->
                rotations.stream()
                    .filter(r -> r.size() == 1 || Jobs.movesBetweenReleases(job))
                    .map(r -> Arguments.of(job, r)));
  }

  /** Cuts the job at so many safe points, each piece on the next JDK of the rotation. */
  static void cut(Job job, List<Jdk> rotation, int stops, Path folder, HardCasesResults results) {
    Random random = Seed.random("cut " + job + rotation);
    HardCasesResults.Row row = results.row(job, rotation);
    Pieces pieces = new Pieces(job, folder, Jvm.plain(rotation.get(0)));
    List<Long> at = pieces.spread(stops);
    row.begin(pieces.safePoints(), at.size());
    pieces.cutAt(at, i -> Jvm.any(rotation.get(i % rotation.size()), random));
    row.identical();
  }
}
