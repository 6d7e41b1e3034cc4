package dev.cairn.launch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one would write after {@code java}.
 *
 * <pre>
 *   -Xmx1g -cp lib/*:. -Dx=y   com.acme.Main   10 out.txt
 *   `------- options -------'  `-- launch --'  `- arguments -'
 *                              (or -jar app.jar, -m module/class)
 * </pre>
 *
 * @param options the JVM's and launcher's options
 * @param launch what is run: one word, or {@code -jar} or {@code -m} and another
 * @param arguments the program's
 */
public record JavaLine(List<String> options, List<String> launch, List<String> arguments) {
  /** Launcher options whose value is the next word (java.c, IsWhiteSpaceOption). */
  private static final Set<String> VALUE_FOLLOWS =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--enable-native-access",
          "--source");

  private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
  private static final Set<String> PATHS =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "-Djava.library.path",
          "-Djava.security.policy",
          "-Djava.util.logging.config.file");

  public JavaLine {
    options = List.copyOf(options);
    launch = List.copyOf(launch);
    arguments = List.copyOf(arguments);
  }

  /**
   * Splits the words as the java launcher would.
   *
   * @throws CommandException where nothing is to be run
   */
  public static JavaLine parse(List<String> words) {
    return tryParse(words).orElseThrow(() -> nothingToRun(words));
  }

  /** As {@link #parse}, but empty where there are options only. */
  public static Optional<JavaLine> tryParse(List<String> words) {
    int i = 0;
    while (i < words.size()) {
      String word = words.get(i);
      if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
        return split(words, i, i + 2);
      }
      if (word.startsWith("--module=")) {
        return split(words, i, i + 1);
      }
      if (VALUE_FOLLOWS.contains(word)) {
        i += 2;
      } else if (word.startsWith("-") || word.startsWith("@")) {
        i++;
      } else {
        return split(words, i, i + 1);
      }
    }
    return Optional.empty();
  }

  private static Optional<JavaLine> split(List<String> words, int launch, int arguments) {
    return arguments > words.size()
        ? Optional.empty()
        : Optional.of(
            new JavaLine(
                words.subList(0, launch),
                words.subList(launch, arguments),
                words.subList(arguments, words.size())));
  }

  private static CommandException nothingToRun(List<String> words) {
    return new CommandException(
        ExitCode.USAGE,
        "nothing to run in `java "
            + String.join(" ", words)
            + "`: give a main class or -jar FILE after --");
  }

  /** All words again. */
  public List<String> words() {
    List<String> words = new ArrayList<>(options);
    words.addAll(launch);
    words.addAll(arguments);
    return words;
  }

  /** The whole command: the agent stands before the job's own options. */
  public List<String> command(Path java, Path agentJar, AgentOptions agentOptions) {
    String text = agentOptions.text();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + agentJar + (text.isEmpty() ? "" : "=" + text));
    command.addAll(words());
    return command;
  }

  /** With more options behind its own, so that the later ones win. */
  public JavaLine withOptions(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new JavaLine(all, launch, arguments);
  }

  /**
   * The same, independent of the working directory as far as code is concerned: class and module
   * paths, the jar and agents by absolute paths. The program's own arguments stay untouched.
   *
   * @param folder what relative paths are relative to
   * @param environment where {@code CLASSPATH} is looked up
   */
  public JavaLine relocated(Path folder, Map<String, String> environment) {
    List<String> moved = new ArrayList<>();
    boolean classPathGiven = false;
    for (int i = 0; i < options.size(); i++) {
      String word = options.get(i);
      if (word.startsWith("@")) {
        throw new CommandException(
            ExitCode.USAGE,
            "argument file " + word + " can't be moved along: write its options out after --");
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      classPathGiven |= CLASS_PATH.contains(name);
      if (VALUE_FOLLOWS.contains(word) && i + 1 < options.size()) {
        String value = options.get(++i);
        moved.add(word);
        moved.add(PATHS.contains(word) ? absolutePath(folder, value) : value);
      } else if (PATHS.contains(name) && equals >= 0) {
        moved.add(name + "=" + absolutePath(folder, word.substring(equals + 1)));
      } else if (word.startsWith("-javaagent:")) {
        moved.add("-javaagent:" + absolute(folder, word.substring("-javaagent:".length())));
      } else if (word.startsWith("-Xbootclasspath/a:")) {
        String value = word.substring("-Xbootclasspath/a:".length());
        moved.add("-Xbootclasspath/a:" + absolutePath(folder, value));
      } else {
        moved.add(word);
      }
    }
    List<String> start = new ArrayList<>(launch);
    if (start.get(0).equals("-jar") || start.get(0).endsWith(".java")) {
      int last = start.size() - 1;
      start.set(last, absolute(folder, start.get(last)));
    } else if (!classPathGiven && start.size() == 1 && !start.get(0).startsWith("--module=")) {
      moved.add("-cp");
      moved.add(absolutePath(folder, environment.getOrDefault("CLASSPATH", ".")));
    }
    return new JavaLine(moved, start, arguments);
  }

  /** A path of several entries; an empty entry means the folder itself. */
  private static String absolutePath(Path folder, String value) {
    return Arrays.stream(value.split(File.pathSeparator, -1))
        .map(entry -> absolute(folder, entry))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String absolute(Path folder, String entry) {
    // A path object would swallow the slash at the end; `lib/*` and `agent.jar=options` pass
    // through resolve unharmed.
    return entry.startsWith("/") ? entry : folder.resolve(entry).normalize().toString();
  }
}
