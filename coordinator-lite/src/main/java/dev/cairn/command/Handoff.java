package dev.cairn.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a command line to whoever is to become the job. The script names a file in {@code
 * CAIRN_EXEC}; the words are written there, each ended by a NUL, and the script replaces itself by
 * them, so that process id, signals and exit code are the job's own. Without the script the job
 * runs as a child.
 */
final class Handoff {
  static final String VARIABLE = "CAIRN_EXEC";

  private Handoff() {}

  /** Runs, prints or hands over {@code command}; the exit code of this process. */
  static int start(List<String> command, boolean dryRun, PrintWriter out) throws IOException {
    if (dryRun) {
      out.println(ShellWords.join(command));
      out.flush();
      return 0;
    }
    String file = System.getenv(VARIABLE);
    return file != null ? write(command, Path.of(file)) : runAsChild(command);
  }

  static int write(List<String> command, Path file) throws IOException {
    // Words came in through argv in the platform's charset; they leave the same way.
    Charset charset = nativeCharset();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String word : command) {
      bytes.writeBytes(word.getBytes(charset));
      bytes.write(0);
    }
    Files.write(file, bytes.toByteArray());
    return 0;
  }

  private static Charset nativeCharset() {
    @Nullable String name = System.getProperty("sun.jnu.encoding");
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  private static int runAsChild(List<String> command) throws IOException {
    Process child = new ProcessBuilder(command).inheritIO().start();
    Thread passOn = new Thread(child::destroy, "cairn-pass-on-stop");
    Runtime.getRuntime().addShutdownHook(passOn);
    while (true) {
      try {
        return child.waitFor();
      } catch (InterruptedException e) {
        // Nobody interrupts this thread but the end of the JVM, which the hook passes on.
        child.destroy();
      }
    }
  }
}
