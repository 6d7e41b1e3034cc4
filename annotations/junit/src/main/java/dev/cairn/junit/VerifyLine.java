package dev.cairn.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is run: the words of a {@code cairn verify} command. Pure. */
record VerifyLine(List<String> words) {
  VerifyLine {
    words = List.copyOf(words);
  }

  /**
   * Puts it together.
   *
   * @param command the command's file
   * @param testClass whose main is run if the test names none
   * @param seed a seed where the test gives none
   */
  static VerifyLine of(
      CheckpointTest test, Path command, Class<?> testClass, String classPath, long seed) {
    List<String> words = new ArrayList<>(List.of(command.toString(), "verify"));
    words.add("--stops");
    words.add(test.stops() == 0 ? "all" : Integer.toString(test.stops()));
    words.add("--seed");
    words.add(Long.toString(test.seed() == 0 ? seed : test.seed()));
    each(words, "--jvm", test.jvms());
    if (!test.loops().isEmpty()) {
      each(words, "--loops", test.loops());
    }
    each(words, "--file", test.files());
    words.addAll(List.of(test.options()));
    words.add("--");
    words.addAll(List.of(test.jvmOptions()));
    words.add("-cp");
    words.add(classPath);
    words.add((test.main() == void.class ? testClass : test.main()).getName());
    words.addAll(List.of(test.args()));
    return new VerifyLine(words);
  }

  private static void each(List<String> words, String option, String... values) {
    for (String value : values) {
      words.add(option);
      words.add(value);
    }
  }

  /** The job, as a failure names it. */
  String job() {
    return String.join(" ", words.subList(words.indexOf("-cp") + 2, words.size()));
  }

  /** For a shell. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(text.length() == 0 ? "" : " ");
      text.append(word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return text.toString();
  }
}
