package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs of others, unchanged, with what {@code cairn verify} must be told of each.
 *
 * @param name how people call it
 * @param job main class, arguments, class path
 * @param files what it reads from its working directory
 * @param except fields that follow a clock or a generator that the program doesn't seed
 * @param exceptLines lines that tell of the JVM, not of the job
 * @param brings what is hard about it
 */
record RealPrograms(
    String name,
    Job job,
    List<Path> files,
    List<String> except,
    List<String> exceptLines,
    String brings) {
  private static final Path PROGRAMS =
      Installation.ROOT.resolve("test-apps/workloads/target/programs");
  private static final Path SOURCES = Installation.ROOT.resolve("test-apps/workloads/src/programs");

  /** All five; the formula for the solver must have been written to {@code formula}. */
  static List<RealPrograms> all(Path formula) {
    return List.of(
        new RealPrograms(
            "jbox2d",
            // auto marks loops that World(...) comes to before its this(...): refused there, by
            // name
            Job.workload("Boxes", "60", "120")
                .withLoops("dev.cairn.workloads.Boxes#simulate;org.jbox2d.dynamics.World#solve"),
            List.of(),
            List.of(),
            List.of(),
            "a physics step with sorts"),
        new RealPrograms(
            "hsqldb 1.8.0.10",
            program(
                "dev.cairn.workloads.Bank",
                Installation.WORKLOADS,
                "hsqldb-1.8.0.10.jar",
                "org.hsqldb.jdbcDriver",
                "jdbc:hsqldb:mem:bank",
                "30"),
            List.of(),
            List.of(
                "java.util.Calendar.time",
                "java.util.Calendar.fields",
                // its own hash tables, two of them by the hashes of classes
                "org.hsqldb.store.HashIndex.hashTable",
                "org.hsqldb.store.HashIndex.linkTable"),
            List.of(),
            "a JDBC driver, a database's monitor held, old bytecode"),
        new RealPrograms(
            "luaj 3.0.1",
            program("lua", null, "luaj-jse-3.0.1.jar", "work.lua", "20"),
            List.of(SOURCES.resolve("work.lua")),
            List.of("java.util.Random.seed"),
            List.of(),
            "an interpreter's deep stack"),
        new RealPrograms(
            "rhino 1.5R4.1",
            program(
                "org.mozilla.javascript.tools.shell.Main",
                null,
                "js-1.5R4.1.jar",
                "-opt",
                "-1",
                "work.js",
                "20"),
            List.of(SOURCES.resolve("work.js")),
            List.of(),
            List.of(),
            "jsr/ret frames on the stack, the script file open"),
        new RealPrograms(
            "sat4j 2.3.6",
            program(
                "org.sat4j.BasicLauncher",
                null,
                "org.ow2.sat4j.core-2.3.6.jar",
                formula.getFileName().toString()),
            List.of(formula),
            List.of("java.util.TimerTask.nextExecutionTime"), // by the host's clock
            List.of(" memory ", "^c (java|sun|os)\\.", "@[0-9a-f]+", "[Ww]all clock", "speed"),
            "a timer, a shutdown hook, a reader kept after its end"));
  }

  private static Job program(
      String main, @org.jspecify.annotations.Nullable Path own, String jar, String... args) {
    Path library = PROGRAMS.resolve(jar);
    return new Job(
        main, List.of(args), own == null ? List.of(library) : List.of(own, library), "auto");
  }

  @Override
  public String toString() {
    return name;
  }
}
