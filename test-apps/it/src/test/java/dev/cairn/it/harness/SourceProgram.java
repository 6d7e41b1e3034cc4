package dev.cairn.it.harness;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source text, as the user's compiler would. */
public final class SourceProgram {
  private SourceProgram() {}

  /** Compiles to {@code folder/classes-N} and returns that folder. */
  public static Path compile(Path folder, String mainClass, String source, List<Path> classPath) {
    return compile(folder, mainClass, source, classPath, List.of("--release", "17", "-g"));
  }

  /** The same with options of the compiler's. */
  public static Path compile(
      Path folder, String mainClass, String source, List<Path> classPath, List<String> options) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try {
      Files.createDirectories(folder);
      Path at = Files.createTempDirectory(folder, "classes-");
      Path file = at.resolve(mainClass.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
      List<Path> all = new ArrayList<>(classPath);
      List<String> given = new ArrayList<>(options);
      all.add(Installation.ANNOTATIONS);
      given.addAll(
          List.of(
              "-proc:none",
              "-d",
              at.toString(),
              "-cp",
              all.stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(System.getProperty("path.separator")))));
      StringWriter messages = new StringWriter();
      try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
        boolean good =
            javac
                .getTask(messages, files, null, given, null, files.getJavaFileObjects(file))
                .call();
        if (!good) {
          throw new AssertionError("doesn't compile: " + messages);
        }
      }
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles a source file with another JDK's compiler, for that JDK's own release. */
  public static Path compileWith(Jdk jdk, Path folder, Path source) {
    try {
      Path at = Files.createTempDirectory(Files.createDirectories(folder), "classes-");
      Process javac =
          new ProcessBuilder(
                  jdk.home().resolve("bin/javac").toString(),
                  "-g",
                  "-proc:none",
                  "-d",
                  at.toString(),
                  "-cp",
                  Installation.ANNOTATIONS.toString(),
                  source.toString())
              .redirectErrorStream(true)
              .start();
      String messages = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (javac.waitFor() != 0) {
        throw new AssertionError("doesn't compile: " + messages);
      }
      return at;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A job of one class. */
  public static Job job(Path folder, String mainClass, String source, String... args) {
    Path classes = compile(folder, mainClass, source, List.of());
    return new Job(mainClass, List.of(args), List.of(classes, Installation.ANNOTATIONS), "");
  }
}
