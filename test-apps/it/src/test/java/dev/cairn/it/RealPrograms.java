package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import dev.cairn.workloads.Formula;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Programs of others, unchanged, with what {@code cairn verify} must be told of each.
 *
 * @param name how people call it
 * @param job main class, arguments, class path; a few seconds of work
 * @param longer the same with half a minute to a minute of work, so that it can be stopped at
 *     leisure
 * @param files what it reads from its working directory
 * @param except fields that follow a clock or a generator that the program doesn't seed
 * @param exceptLines lines that tell of the JVM, not of the job
 * @param brings what is hard about it
 */
record RealPrograms(
    String name,
    Job job,
    Job longer,
    List<Path> files,
    List<String> except,
    List<String> exceptLines,
    String brings) {
  private static final Path PROGRAMS =
      Installation.ROOT.resolve("test-apps/workloads/target/programs");
  private static final Path SOURCES = Installation.ROOT.resolve("test-apps/workloads/src/programs");

  /** All five; the formulas for the solver are written to {@code folder}. */
  static List<RealPrograms> all(Path folder) throws IOException {
    Path formula = formula(folder.resolve("formula.cnf"), "150", "639", "5");
    Path harder = formula(folder.resolve("harder.cnf"), "300", "1278", "5");
    return List.of(
        new RealPrograms(
            "jbox2d",
            Job.workload("Boxes", "60", "120").withLoops("auto"),
            Job.workload("Boxes", "60", "400000").withLoops("auto"),
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
            program(
                "dev.cairn.workloads.Bank",
                Installation.WORKLOADS,
                "hsqldb-1.8.0.10.jar",
                "org.hsqldb.jdbcDriver",
                "jdbc:hsqldb:mem:bank",
                "200000"),
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
            program("lua", null, "luaj-jse-3.0.1.jar", "work.lua", "35000"),
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
            program(
                "org.mozilla.javascript.tools.shell.Main",
                null,
                "js-1.5R4.1.jar",
                "-opt",
                "-1",
                "work.js",
                "40000"),
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
            program(
                "org.sat4j.BasicLauncher",
                null,
                "org.ow2.sat4j.core-2.3.6.jar",
                harder.getFileName().toString()),
            List.of(formula, harder),
            List.of("java.util.TimerTask.nextExecutionTime"), // by the host's clock
            List.of(" memory ", "^c (java|sun|os)\\.", "@[0-9a-f]+", "[Ww]all clock", "speed"),
            "a timer, a shutdown hook, a reader kept after its end"));
  }

  /** Those whose names begin with {@code -Dcairn.programs.only=}; without it all. */
  static List<RealPrograms> chosen(Path folder) throws IOException {
    String only = System.getProperty("cairn.programs.only", "");
    return all(folder).stream().filter(p -> p.name().startsWith(only)).toList();
  }

  private static Path formula(Path file, String... size) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(size));
    Formula.main(arguments.toArray(String[]::new));
    return file;
  }

  /** The same, stopped at other loops. */
  RealPrograms withLoops(String spec) {
    return new RealPrograms(
        name, job.withLoops(spec), longer.withLoops(spec), files, except, exceptLines, brings);
  }

  /** Its files in a folder of its own, to be run there. */
  Path ready(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }

  /** The lines that tell of the job. */
  List<String> told(String out) {
    List<Pattern> left = exceptLines.stream().map(Pattern::compile).toList();
    return out.lines().filter(l -> left.stream().noneMatch(p -> p.matcher(l).find())).toList();
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
