package dev.cairn.junit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Verifies the job before the test's body runs. */
final class CheckpointExtension implements BeforeTestExecutionCallback {
  private static final String PROPERTY = "cairn.home";
  private static final String VARIABLE = "CAIRN_HOME";
  private static final int MOST_SEEDS = 1_000_000;

  @Override
  public void beforeTestExecution(ExtensionContext context)
      throws IOException, InterruptedException {
    Method method = context.getRequiredTestMethod();
    CheckpointTest test =
        AnnotationSupport.findAnnotation(method, CheckpointTest.class).orElseThrow();
    VerifyLine line =
        VerifyLine.of(
            test,
            command(System.getProperty(PROPERTY), System.getenv()),
            context.getRequiredTestClass(),
            System.getProperty("java.class.path", ""),
            ThreadLocalRandom.current().nextInt(1, MOST_SEEDS));
    Verdict verdict = run(line);
    context.publishReportEntry("cairn", verdict.line());
    verdict
        .failure(line)
        .ifPresent(
            failure -> {
              throw new AssertionError(failure);
            });
  }

  /** The command's file. */
  static Path command(@Nullable String property, Map<String, String> env) {
    String home = property != null ? property : env.get(VARIABLE);
    if (home == null) {
      throw new IllegalStateException(
          "@CheckpointTest doesn't know where Cairn is: name the folder in which the command cairn"
              + " lies by -D"
              + PROPERTY
              + "=… or "
              + VARIABLE);
    }
    Path command = Path.of(home).toAbsolutePath().normalize().resolve("cairn");
    if (!Files.isExecutable(command)) {
      throw new IllegalStateException(
          command
              + " is no command: let -D"
              + PROPERTY
              + " or "
              + VARIABLE
              + " name the folder in which the command cairn lies");
    }
    return command;
  }

  /** Both outputs go to files, so that neither waits for being read. */
  private static Verdict run(VerifyLine line) throws IOException, InterruptedException {
    Path out = Files.createTempFile("cairn-verify", ".out");
    Path err = Files.createTempFile("cairn-verify", ".err");
    Process process =
        new ProcessBuilder(line.words())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      process.getOutputStream().close();
      int exit = process.waitFor();
      return new Verdict(exit, text(out), text(err));
    } finally {
      process.destroy();
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
