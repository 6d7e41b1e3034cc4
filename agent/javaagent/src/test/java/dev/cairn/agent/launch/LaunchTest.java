package dev.cairn.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.agent.AgentException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a program may be started. */
class LaunchTest {
  private static final String COMMAND = "sun.java.command";

  private final String before = System.getProperty(COMMAND, "");

  @AfterEach
  void putBack() {
    System.setProperty(COMMAND, before);
  }

  /** In 17 and in 25. */
  @ParameterizedTest
  @ValueSource(strings = {"Main", "SourceLauncher"})
  void aProgramStartedFromItsSourceIsRefused(String launcher) {
    System.setProperty(
        COMMAND, "jdk.compiler/com.sun.tools.javac.launcher." + launcher + " src/Job.java 5");

    assertThatThrownBy(Launch::ofThisJvm)
        .isInstanceOf(AgentException.class)
        .hasMessageContaining("(src/Job.java 5)")
        .hasMessageContaining("compile it with javac");
  }

  @Test
  void aMainClassMayBeNamedWithSlashes() {
    System.setProperty(COMMAND, "com/acme/Job 5");

    assertThat(Launch.ofThisJvm().mainClass()).isEqualTo("com.acme.Job");
  }
}
