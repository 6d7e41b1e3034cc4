package dev.cairn.benchmarks;

import dev.cairn.launch.Jdk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that knows nothing of Cairn, as benchmarks start it.
 *
 * @param name how people call it
 * @param classPath its jars
 * @param command its main class and arguments, for some twenty seconds of work
 * @param warm a regular expression of the line of output from which on it is measured
 * @param loops those that {@code cairn loops} proposes
 * @param ofTheRun a regular expression of lines of output that tell of the run, not of the result
 */
public record OthersProgram(
    String name,
    List<Path> classPath,
    List<String> command,
    String warm,
    String loops,
    String ofTheRun) {
  private static final Path WORKLOADS = Path.of("test-apps/workloads").toAbsolutePath();
  private static final Path JAR = WORKLOADS.resolve("target/cairn-workloads-0.1.0-SNAPSHOT.jar");
  private static final String NO_LINE = "(?!)";

  /** All five. */
  public static List<OthersProgram> all() {
    return List.of(
        new OthersProgram(
            "jbox2d",
            List.of(JAR, WORKLOADS.resolve("target/lib/jbox2d-library-2.2.1.1.jar")),
            List.of("dev.cairn.workloads.Boxes", "60", "180000"),
            "^step 90000 ",
            "dev.cairn.workloads.Boxes#simulate",
            NO_LINE),
        new OthersProgram(
            "hsqldb 1.8.0.10",
            List.of(JAR, program("hsqldb-1.8.0.10.jar")),
            List.of(
                "dev.cairn.workloads.Bank",
                "org.hsqldb.jdbcDriver",
                "jdbc:hsqldb:mem:bank",
                "130000"),
            "^75000 ",
            "dev.cairn.workloads.Bank#main",
            NO_LINE),
        new OthersProgram(
            "luaj 3.0.1",
            List.of(program("luaj-jse-3.0.1.jar")),
            List.of("lua", "work.lua", "30000"),
            "^18000\\s",
            "org.luaj.vm2.LuaClosure#onInvoke",
            NO_LINE),
        new OthersProgram(
            "rhino 1.5R4.1",
            List.of(program("js-1.5R4.1.jar")),
            List.of("org.mozilla.javascript.tools.shell.Main", "-opt", "-1", "work.js", "60000"),
            "^30000 ",
            "org.mozilla.javascript.Interpreter#interpret:1675",
            NO_LINE),
        new OthersProgram(
            "sat4j 2.3.6",
            List.of(program("org.ow2.sat4j.core-2.3.6.jar")),
            List.of("org.sat4j.BasicLauncher", "formula.cnf"),
            " flag \\d+/126002$",
            "org.sat4j.minisat.core.Solver#search",
            " memory |^c (java|sun|os)\\.|@[0-9a-f]+|[Ww]all clock|speed"));
  }

  private static Path program(String jar) {
    return WORKLOADS.resolve("target/programs").resolve(jar);
  }

  /** Puts what they read into the folder in which they are started. */
  public static void prepare(Jdk jdk, Path folder) throws IOException {
    for (String script : List.of("work.lua", "work.js")) {
      Files.copy(WORKLOADS.resolve("src/programs").resolve(script), folder.resolve(script));
    }
    String main = "dev.cairn.workloads.Formula";
    String file = folder.resolve("formula.cnf").toString();
    Fork.lines(List.of(jdk.java().toString(), "-cp", "" + JAR, main, file, "283", "1206", "6"));
  }

  /** How it is started. */
  List<String> command(Jdk jdk, List<String> options) {
    List<String> words = new ArrayList<>();
    words.add(jdk.java().toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m"));
    words.addAll(options);
    words.addAll(program());
    return words;
  }

  /** Class path, main class and arguments. */
  public List<String> program() {
    List<String> words = new ArrayList<>();
    words.add("-cp");
    words.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    words.addAll(command);
    return words;
  }

  /** With so many times the work, where its last argument counts it. */
  public OthersProgram longer(int times) {
    List<String> words = new ArrayList<>(command);
    int last = words.size() - 1;
    if (words.get(last).matches("\\d+")) {
      words.set(last, "" + Integer.parseInt(words.get(last)) * times);
    }
    return new OthersProgram(name, classPath, words, warm, loops, ofTheRun);
  }
}
