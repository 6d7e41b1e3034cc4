package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generators that nobody gave a seed, and the job's clock: alike in every run on every release, and
 * wherever the job stops.
 */
class SeedsIT {
  private static final int STOPPED = 85;

  private static final String SOURCES =
      """
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.ThreadLocalRandom;
      import java.util.random.*;

      class Sources {
        static final String EARLY = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13).toString();

        public static void main(String[] args) throws Exception {
          List<RandomGenerator> all = new ArrayList<>();
          for (String name : new TreeSet<>(List.of("L32X64MixRandom", "L64X128MixRandom",
              "L64X128StarStarRandom", "L64X256MixRandom", "L64X1024MixRandom", "L128X128MixRandom",
              "L128X256MixRandom", "L128X1024MixRandom", "Xoshiro256PlusPlus",
              "Xoroshiro128PlusPlus", "Random", "SplittableRandom"))) {
            all.add(RandomGenerator.of(name));
          }
          all.add(new Random());
          all.add(new SplittableRandom());
          all.add(RandomGenerator.getDefault());
          all.add(ThreadLocalRandom.current());
          boolean derived = args[0].equals("derive");
          Random secure = derived ? new java.security.SecureRandom() : null;
          for (int i = 0; i < 12; i++) {
            StringBuilder line = new StringBuilder();
            for (RandomGenerator g : all) {
              line.append(' ').append(Long.toHexString(g.nextLong()));
            }
            line.append(' ').append(all.get(i).nextGaussian());
            if (i % 4 == 3) {
              all.set(i, new Random());
              all.set(i - 1, RandomGenerator.of("L64X128MixRandom"));
              all.set(i - 2, new SplittableRandom());
            }
            List<Integer> cards = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
            Collections.shuffle(cards);
            line.append(' ').append(Math.random()).append(cards);
            line.append(' ').append(StrictMath.random());
            line.append(EARLY).append(Set.of(1, 2)).append(Map.of(1, 2, 3, 4, 5, 6, 7, 8));
            if (derived) {
              line.append(' ').append(secure.nextLong()).append(UUID.randomUUID());
            }
            System.out.println(i + line.toString());
            long slept = System.currentTimeMillis();
            Thread.sleep(3);
            if (System.currentTimeMillis() < slept + 3) { throw new AssertionError("no sleep"); }
            System.out.println(Instant.now() + " " + new Date().getTime() + " "
                + new GregorianCalendar().getTimeInMillis() + " " + LocalDateTime.now(ZoneOffset.UTC)
                + " " + Clock.systemUTC().millis() + " " + System.nanoTime());
          }
        }
      }
      """;

  @TempDir Path folder;
  private Job job;

  @BeforeEach
  void compile() {
    job = SourceProgram.job(folder, "Sources", SOURCES, "host");
  }

  private Leg leg(Jdk jdk) {
    return new Leg(job, folder)
        .on(jdk)
        .generations(folder.resolve("ck"))
        .option("every", "0")
        .option("time", "job");
  }

  private String whole(Jdk jdk) {
    return leg(jdk).option("fresh").run().assertExit(0).assertNoStackTrace().out();
  }

  @Test
  void everyRunDrawsTheSame() {
    List<Jdk> jdks = Jdk.all();
    String first = whole(jdks.get(0));
    assertThat(whole(jdks.get(jdks.size() - 1))).isEqualTo(first);
    assertThat(leg(jdks.get(0)).option("fresh").option("perturb", 7).run().out()).isEqualTo(first);
    assertThat(leg(jdks.get(0)).plain().run().assertExit(0).out())
        .as("control: by itself it draws others")
        .isNotEqualTo(first);
  }

  @Test
  void movedRunDrawsTheSame() {
    movesExactly();
  }

  @Test
  void secureRandomOnDemand() {
    job = job.withArgs("derive");
    movesExactly("secure-random", "derive");
  }

  private void movesExactly(String... option) {
    List<Jdk> jdks = Jdk.all();
    Leg undisturbed = leg(jdks.get(0)).option("fresh");
    if (option.length == 2) {
      undisturbed.option(option[0], option[1]);
    }
    String whole = undisturbed.run().assertExit(0).out();
    StringBuilder moved = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      Leg leg = leg(jdks.get(i % jdks.size()));
      if (i == 0) {
        leg.option("fresh");
        if (option.length == 2) {
          leg.option(option[0], option[1]);
        }
      }
      // Twelve generators are made in a loop of their own.
      Outcome o = (i < 4 ? leg.option("stop-at", i == 0 ? 14 : 2) : leg).run();
      moved.append(o.assertNoStackTrace().assertExit(i < 4 ? STOPPED : 0).out());
    }
    assertThat(moved.toString()).isEqualTo(whole);
  }

  @Test
  void theSeedIsToldAndChosen() {
    Jdk jdk = Jdk.current();
    Outcome byDefault = leg(jdk).option("fresh").run().assertExit(0);
    Outcome chosen = leg(jdk).option("fresh").option("seed", 5).run().assertExit(0);
    assertThat(chosen.out()).isNotEqualTo(byDefault.out());
    assertThat(chosen.err()).contains("seed=5");
    assertThat(leg(jdk).option("fresh").option("seed", "random").run().out())
        .isNotEqualTo(leg(jdk).option("fresh").option("seed", "random").run().out());
    leg(jdk).option("fresh").option("stop-at", 14).run().assertExit(STOPPED);
    assertThat(leg(jdk).option("seed", 5).run().assertExit(65).err())
        .contains("was taken with seed=");
  }
}
