package dev.cairn.snapshot.format;

import java.util.List;

/**
 * What was started: a snapshot is resumed by the same program only.
 *
 * @param main the main class, or the jar given to {@code -jar}
 * @param arguments the program's arguments
 * @param classPath as given to the JVM
 * @param jvmOptions as given to the JVM, the agent's own among them
 * @param workingDirectory absolute
 */
public record JobIdentity(
    String main,
    List<String> arguments,
    String classPath,
    List<String> jvmOptions,
    String workingDirectory) {
  public JobIdentity {
    arguments = List.copyOf(arguments);
    jvmOptions = List.copyOf(jvmOptions);
  }
}
