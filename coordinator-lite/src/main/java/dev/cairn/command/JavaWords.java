package dev.cairn.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What stands behind {@code --}: the words one would give to {@code java}. */
final class JavaWords {
  @Parameters(
      arity = "1..*",
      paramLabel = "java-args",
      description = "What you would write behind java: -jar job.jar ..., or -cp lib Main ...")
  List<String> words = new ArrayList<>();
}
