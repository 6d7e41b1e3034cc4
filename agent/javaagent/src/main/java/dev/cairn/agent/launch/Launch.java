package dev.cairn.agent.launch;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM was started.
 *
 * @param mainClass the main class's name with dots
 * @param jar the jar given by {@code -jar}, or null
 * @param classPath the application class path
 * @param jvmOptions the options before the main class, without class path and agents' own; empty
 *     where the system does not tell them
 * @param directory the working directory
 */
public record Launch(
    String mainClass,
    @Nullable String jar,
    String classPath,
    List<String> jvmOptions,
    String directory) {
  /**
   * What {@code java Main.java} runs (JEP 330); the class's name differs from release to release.
   */
  private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

  /** Reads it from the launcher's properties. */
  public static Launch ofThisJvm() {
    String command = System.getProperty("sun.java.command", "");
    String classPath = System.getProperty("java.class.path", "");
    String directory = System.getProperty("user.dir", ".");
    if (System.getProperty("jdk.module.main") != null) {
      throw new AgentException(
          ExitCode.CONFIG,
          "the program is started as a module ("
              + command
              + "); Cairn can't save modules yet: start it from the class path");
    }
    if (command.startsWith(SOURCE_LAUNCHER)) {
      throw new AgentException(
          ExitCode.CONFIG,
          "the program is started from its source file ("
              + command.substring(command.indexOf(' ') + 1)
              + "), so that its classes are in no file from which to make them again: compile it"
              + " with javac and start the class");
    }
    List<String> options = readOptions();
    // With -jar the class path is the jar and the command begins with it, blanks and all.
    if (command.equals(classPath) || command.startsWith(classPath + " ")) {
      if (classPath.endsWith(".jar") || new File(classPath).isFile()) {
        return new Launch(mainOf(classPath), classPath, classPath, options, directory);
      }
    }
    int blank = command.indexOf(' ');
    String main = blank < 0 ? command : command.substring(0, blank);
    if (main.isEmpty()) {
      throw new AgentException(
          ExitCode.UNAVAILABLE, "the main class can't be told: the JVM was not started by java");
    }
    return new Launch(main.replace('/', '.'), null, classPath, options, directory);
  }

  /** The program's arguments as one text, without where its code lies. */
  public static String argumentsText() {
    String command = System.getProperty("sun.java.command", "");
    String classPath = System.getProperty("java.class.path", "");
    if (command.startsWith(classPath + " ")) {
      return command.substring(classPath.length() + 1);
    }
    int blank = command.indexOf(' ');
    return command.equals(classPath) || blank < 0 ? "" : command.substring(blank + 1);
  }

  /** The default directory's name for this program. */
  public String shortName() {
    if (jar != null) {
      String name = new File(jar).getName();
      return name.endsWith(".jar") ? name.substring(0, name.length() - 4) : name;
    }
    return mainClass.substring(mainClass.lastIndexOf('.') + 1);
  }

  private static String mainOf(String jar) {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = file.getManifest();
      String main =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
      if (main == null) {
        throw new AgentException(ExitCode.CONFIG, jar + " names no Main-Class in its manifest");
      }
      return main.trim().replace('/', '.');
    } catch (IOException e) {
      throw new AgentException(
          ExitCode.CONFIG, jar + " can't be read as a jar: " + e.getMessage(), e);
    }
  }

  private static List<String> readOptions() {
    String[] all = ProcessHandle.current().info().arguments().orElse(new String[0]);
    List<String> options = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      String a = all[i];
      if (a.equals("-cp") || a.equals("-classpath") || a.equals("--class-path")) {
        i++;
      } else if (a.equals("-jar") || !a.startsWith("-")) {
        break;
      } else if (a.equals("--add-opens")
          || a.equals("--add-exports")
          || a.equals("--add-reads")
          || a.equals("--add-modules")
          || a.equals("-p")
          || a.equals("--module-path")) {
        options.add(a);
        if (i + 1 < all.length) {
          options.add(all[++i]);
        }
      } else if (!a.startsWith("-javaagent:") || !a.contains("cairn-agent")) {
        if (!a.startsWith("--class-path=")) {
          options.add(a);
        }
      }
    }
    return List.copyOf(options);
  }
}
