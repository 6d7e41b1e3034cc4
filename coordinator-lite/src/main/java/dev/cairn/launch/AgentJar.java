package dev.cairn.launch;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;

/** Where the agent's jar lies. */
public final class AgentJar {
  /** Names another agent jar than the one built beside the command. */
  public static final String VARIABLE = "CAIRN_AGENT";

  private static final String IN_SOURCE_TREE = "agent/javaagent/target/cairn-agent.jar";

  private AgentJar() {}

  /**
   * The agent's jar: {@code $CAIRN_AGENT}; or the one of the source tree this command was built in;
   * or {@code cairn-agent.jar} beside the command's own jar.
   *
   * @throws CommandException where there is none
   */
  public static Path find(Map<String, String> environment) {
    String named = environment.get(VARIABLE);
    if (named != null) {
      Path path = Path.of(named).toAbsolutePath();
      if (!Files.isRegularFile(path)) {
        throw new CommandException(
            ExitCode.JVM_UNFIT, VARIABLE + " names " + path + ", which is not a file");
      }
      return path;
    }
    Path own = ownLocation();
    for (Path folder = own.getParent(); folder != null; folder = folder.getParent()) {
      for (String name : new String[] {"cairn-agent.jar", IN_SOURCE_TREE}) {
        Path candidate = folder.resolve(name);
        if (Files.isRegularFile(candidate)) {
          return candidate;
        }
      }
    }
    throw new CommandException(
        ExitCode.JVM_UNFIT,
        "cairn-agent.jar not found near "
            + own
            + ": build it with mvn -DskipTests package, or set "
            + VARIABLE);
  }

  /** The jar or class folder this class came from. */
  static Path ownLocation() {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("the command has no code source");
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
