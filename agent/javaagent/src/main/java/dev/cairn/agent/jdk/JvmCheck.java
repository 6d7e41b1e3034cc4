package dev.cairn.agent.jdk;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whether this JVM is one that Cairn knows: HotSpot 17 to 25. */
public final class JvmCheck {
  private static final int OLDEST = 17;
  private static final int NEWEST = 25;

  private JvmCheck() {}

  /**
   * @param properties system properties by name
   * @throws AgentException with {@link ExitCode#UNAVAILABLE} where it is not
   */
  public static void check(UnaryOperator<@Nullable String> properties) {
    String vm = String.valueOf(properties.apply("java.vm.name"));
    String version = String.valueOf(properties.apply("java.specification.version"));
    boolean hotspot =
        vm.contains("HotSpot")
            || (vm.contains("OpenJDK") && !vm.contains("Zero") && !vm.contains("OpenJ9"));
    if (!hotspot) {
      throw new AgentException(
          ExitCode.UNAVAILABLE,
          "this JVM is '"
              + vm
              + "'; Cairn needs HotSpot 17 to 25 (OpenJDK, Temurin, Corretto, Zulu, Oracle)");
    }
    int feature;
    try {
      feature = Integer.parseInt(version);
    } catch (NumberFormatException e) {
      feature = 8;
    }
    if (feature < OLDEST || feature > NEWEST) {
      throw new AgentException(
          ExitCode.UNAVAILABLE,
          "this JVM is Java " + version + "; Cairn needs HotSpot " + OLDEST + " to " + NEWEST);
    }
  }
}
