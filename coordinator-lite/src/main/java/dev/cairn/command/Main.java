package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.SnapshotException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the {@code cairn} command begins. */
public final class Main {
  /** Set by the script when stderr is a terminal. */
  static final String TERMINAL = "cairn.terminal";

  /** Set by whoever wants to see where an internal error comes from. */
  static final String DEBUG = "CAIRN_DEBUG";

  private static final int HELP_WIDTH = 100;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command, for tests too. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new CairnCommand());
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setParameterExceptionHandler(Main::usage);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return line;
  }

  private static int usage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> words = unmatched.getUnmatched();
      String word = words.isEmpty() ? "" : words.get(0);
      List<String> near =
          new CommandLine.UnmatchedArgumentException(command, words, "").getSuggestions();
      if (looksLikeJava(word)) {
        hint = " (what belongs to java stands behind --)";
      } else if (!near.isEmpty()) {
        hint = " (did you mean " + String.join(" or ", near) + "?)";
      }
    }
    say(
        command.getErr(),
        firstLine(String.valueOf(e.getMessage())) + hint + "; see " + name + " --help");
    return ExitCode.USAGE.code();
  }

  private static boolean looksLikeJava(String word) {
    return word.matches("-jar|-cp|-classpath|--class-path|-X.*|-D.*|-ea|-m|--module.*|--add-.*");
  }

  private static int failed(Exception e, CommandLine command) {
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof CommandException known) {
      say(command.getErr(), firstLine(String.valueOf(e.getMessage())));
      return known.exitCode().code();
    }
    if (e instanceof SnapshotException known) {
      say(command.getErr(), firstLine(String.valueOf(e.getMessage())));
      return known.exitCode();
    }
    if (e instanceof FileSystemException known) {
      say(command.getErr(), firstLine(FileErrors.describe(known)));
      return ExitCode.DIRECTORY.code();
    }
    say(
        command.getErr(),
        "internal error: " + firstLine(e.toString()) + " (" + DEBUG + "=1 shows where)");
    return ExitCode.INTERNAL.code();
  }

  private static void say(PrintWriter err, String line) {
    err.println("cairn: " + line);
    err.flush();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
