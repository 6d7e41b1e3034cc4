package dev.cairn.agent.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.weave.ApplicationClasses;
import dev.cairn.instrumenter.plan.Plan;
import dev.cairn.instrumenter.plan.Planner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that was made before is the same plan, or is made anew. */
class PlanCacheTest {
  /** A program with a loop. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      for (int i = 0; i < args.length; i++) {
        System.out.println(args[i]);
      }
    }
  }

  private static final String CLASSES =
      PlanCacheTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  private static final Supplier<Plan> NONE =
      () -> {
        throw new AssertionError("the plan is there");
      };

  @TempDir Path dir;

  private int made;

  @Test
  void isMadeOnce() {
    PlanCache cache = new PlanCache(dir.resolve("not/yet"));
    Plan first = cache.plan(key("a", "auto"), this::make);
    assertThat(cache.plan(key("a", "auto"), NONE)).isEqualTo(first);
    assertThat(first.loops()).isNotEmpty();
  }

  @Test
  void belongsToAllThatItIsMadeFrom() {
    PlanCache cache = new PlanCache(dir);
    cache.plan(key("a", "auto"), this::make);
    cache.plan(key("b", "auto"), this::make);
    cache.plan(key("a", null), this::make);
    cache.plan(key("a", "auto", "-Xmx1g"), NONE);
    assertThat(made).isEqualTo(3);
    cache.plan(key("a", "auto", "--patch-module=java.base=x"), this::make);
    cache.plan(key("a", "auto", "--patch-module=java.base=x"), this::make);
    assertThat(made).as("made anew where the JDK's classes are others").isEqualTo(5);
  }

  @Test
  void isMadeAnewWhereTheFileIsNotWhole() throws IOException {
    PlanCache cache = new PlanCache(dir);
    Plan plan = cache.plan(key("a", "auto"), this::make);
    Path file = only();
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length(); length += 97) {
      Files.writeString(file, whole.substring(0, length));
      assertThat(cache.plan(key("a", "auto"), this::make)).isEqualTo(plan);
      assertThat(Files.readString(file)).isEqualTo(whole);
    }
    Files.writeString(file, whole.replace("auto", "otto"));
    assertThat(cache.plan(key("a", "auto"), this::make)).isEqualTo(plan);
  }

  @Test
  void isMadeEachTimeWhereNothingCanBeKept() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    for (Path folder : new Path[] {null, file.resolve("below")}) {
      made = 0;
      PlanCache cache = new PlanCache(folder);
      cache.plan(key("a", "auto"), this::make);
      cache.plan(key("a", "auto"), this::make);
      assertThat(made).isEqualTo(2);
    }
  }

  @Test
  void thoseLongestUnusedGo() throws IOException {
    for (int i = 0; i < 200; i++) {
      Path old = Files.createFile(dir.resolve("old" + i + ".plan"));
      Files.setLastModifiedTime(old, FileTime.fromMillis(1000L * i));
    }
    new PlanCache(dir).plan(key("a", "auto"), this::make);
    assertThat(dir.resolve("old0.plan")).doesNotExist();
    assertThat(dir.resolve("old1.plan")).exists();
    new PlanCache(dir).plan(key("a", "auto"), NONE);
  }

  private Plan make() {
    made++;
    try (ApplicationClasses classes = new ApplicationClasses(CLASSES)) {
      return Planner.plan(classes, Program.class.getName(), null, "auto");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static PlanKey key(String code, String loops, String... options) {
    Launch launch = new Launch(Program.class.getName(), null, CLASSES, List.of(options), ".");
    return new PlanKey(
        Surroundings.of(launch, new File(CLASSES)), code, launch.mainClass(), null, loops);
  }

  private Path only() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.toList().get(0);
    }
  }
}
