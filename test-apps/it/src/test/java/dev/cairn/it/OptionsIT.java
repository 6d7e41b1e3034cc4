package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.it.harness.SourceProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each option of the agent does what it says. */
class OptionsIT {
  private static final Job JOB = Job.target("Arrangement");
  private static final int STOPPED = 85;

  @TempDir Path folder;

  private Leg leg(Job job) {
    return new Leg(job, folder).generations(folder.resolve("ck")).option("every", "0");
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private String plain(Job job) {
    return new Leg(job, folder).plain().run().assertExit(0).out();
  }

  @Test
  void noOptionsAtAll() throws IOException {
    Outcome o = new Leg(JOB, folder).withoutReport().run().assertExit(0).assertNoStackTrace();
    assertThat(o.out()).isEqualTo(plain(JOB));
    assertThat(names(folder.resolve("cairn-checkpoints/Arrangement"))).contains("done.json");
  }

  /**
   * The state is the same whether the plan was there or not: its clock, its numbers, its hashes.
   */
  @Test
  void aPlanAndTheJdksClassesAreMadeOnce() throws IOException {
    Job job = Job.target("IdentityHashes");
    Path plans = folder.resolve("plans");
    String made = digestWithPlans(job, plans, "made");
    assertThat(names(plans))
        .hasSize(2)
        .anyMatch(n -> n.endsWith(".plan"))
        .anyMatch(n -> n.endsWith(".jdk"));
    assertThat(digestWithPlans(job, plans, "found")).isEqualTo(made);
  }

  private String digestWithPlans(Job job, Path plans, String name) {
    return new Leg(job, folder)
        .generations(folder.resolve(name))
        .option("plans", plans)
        .option("time", "job")
        .option("secure-random", "derive")
        .option("stop-at", "4")
        .run()
        .assertExit(STOPPED)
        .report()
        .path("snapshots")
        .path(0)
        .path("digest")
        .asText();
  }

  /** {@code java -javaagent:… -jar app.jar}: what most users start. */
  @Test
  void anExecutableJar() throws IOException {
    Path classes =
        SourceProgram.compile(
            folder,
            "app.Main",
            """
            package app;
            public class Main {
              public static void main(String[] args) {
                double sum = args.length;
                for (int i = 0; i < 50; i++) { sum = sum * 1.25 + i; }
                System.out.println(sum);
              }
            }
            """,
            List.of());
    Path jar = folder.resolve("app.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "app.Main");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new ZipEntry("app/Main.class"));
      entries.write(Files.readAllBytes(classes.resolve("app/Main.class")));
      entries.closeEntry();
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> plain = List.of(java, "-jar", jar.toString(), "x");
    String agent = "-javaagent:" + Installation.AGENT + "=every=0,stop-at=20";
    List<String> stop = List.of(java, agent, "-jar", jar.toString(), "x");
    List<String> rest =
        List.of(java, agent.replace(",stop-at=20", ""), "-jar", jar.toString(), "x");
    String whole = Running.start(plain, folder, Map.of()).closeInput().end().assertExit(0).out();
    Outcome first = Running.start(stop, folder, Map.of()).closeInput().end().assertExit(STOPPED);
    Outcome second = Running.start(rest, folder, Map.of()).closeInput().end().assertExit(0);
    assertThat(first.out() + second.out()).isEqualTo(whole);
  }

  @Test
  void keepsSoManyGenerations() throws IOException {
    leg(JOB).option("keep", 3).option("snapshot-at", "2:3:5:7:9").run().assertExit(0);
    assertThat(names(folder.resolve("ck")))
        .filteredOn(n -> n.endsWith(".cairn"))
        .containsExactly("gen-00000003.cairn", "gen-00000004.cairn", "gen-00000005.cairn");
  }

  @Test
  void snapshotsByTheClock() {
    Job job = Job.target("Counter", "3000000", "300");
    Outcome o = leg(job).option("every", "150ms").run().assertExit(0);
    assertThat(o.report().path("snapshots").size()).as("%s", o).isGreaterThan(1);
    assertThat(o.out()).isEqualTo(plain(job));
  }

  @Test
  void stopsAfterATime() {
    Job job = Job.target("Counter", "3000000", "300");
    Outcome first = leg(job).option("stop-after", "200ms").run().assertExit(STOPPED);
    Outcome second = leg(job).run().assertExit(0);
    assertThat(first.out() + second.out()).isEqualTo(plain(job));
  }

  /** A comma in a value is written with a backslash; a space needs nothing. */
  @Test
  void awkwardDirectory() throws IOException {
    Path dir = folder.resolve("a, b = c");
    leg(JOB).generations(dir).option("stop-at", 3).run().assertExit(STOPPED);
    assertThat(names(dir)).contains("gen-00000001.cairn");
  }

  @Test
  void freshBeginsAnew() throws IOException {
    leg(JOB).option("stop-at", 3).run().assertExit(STOPPED);
    assertThat(leg(JOB).option("fresh").run().assertExit(0).out()).isEqualTo(plain(JOB));
  }

  @Test
  void loopsFromAFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("loops.txt"), "dev.cairn.workloads.legacy.Dispatcher#drain\n");
    Job job = Jobs.LEGACY.withLoops("@" + file);
    long drained = leg(job).run().assertExit(0).reached();
    long listed = leg(Jobs.LEGACY).option("fresh").run().assertExit(0).reached();
    assertThat(drained).isEqualTo(listed);
    long two =
        leg(Jobs.LEGACY.withLoops(Jobs.LEGACY.loops() + ";dev.cairn.workloads.legacy.Legacy#main"))
            .option("fresh")
            .run()
            .assertExit(0)
            .reached();
    assertThat(two).isGreaterThan(listed);
  }

  /** Without annotations and without a specification Cairn finds the outermost loops itself. */
  @Test
  void automaticLoops() {
    Job job = Jobs.LEGACY.withLoops("");
    Outcome first = leg(job).option("stop-at", 100).run().assertExit(STOPPED);
    Outcome second = leg(job).run().assertExit(0);
    assertThat(first.out() + second.out()).isEqualTo(plain(job));
  }

  /** A root of one's own: what main does before it is done again, what the root did is not. */
  @Test
  void rootByName() {
    Job job =
        SourceProgram.job(
            folder,
            "Rooted",
            """
            class Rooted {
              public static void main(String[] args) {
                System.out.println("prepared");
                work(30);
                System.out.println("over");
              }
              static void work(int n) {
                System.out.println("begun");
                long sum = 1;
                for (int i = 0; i < n; i++) { sum = sum * 31 + i; }
                System.out.println("sum " + sum);
              }
            }
            """);
    Outcome first = leg(job).option("root", "Rooted#work").option("stop-at", 9).run();
    assertThat(first.assertExit(STOPPED).out()).isEqualTo("prepared\nbegun\n");
    Outcome second = leg(job).option("root", "Rooted#work").run().assertExit(0);
    assertThat(second.out()).startsWith("prepared\nsum ").endsWith("over\n");
  }

  /** The plan is the snapshot's: a resume needs no loops option, and may not choose other loops. */
  @Test
  void planComesFromTheSnapshot() {
    Outcome first = leg(Jobs.LEGACY).option("stop-at", 500).run().assertExit(STOPPED);
    Outcome second = leg(Jobs.LEGACY.withLoops("")).run().assertExit(0);
    assertThat(first.out() + second.out()).isEqualTo(plain(Jobs.LEGACY));
  }
}
