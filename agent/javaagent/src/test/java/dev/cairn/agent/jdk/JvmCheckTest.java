package dev.cairn.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.agent.AgentException;
import dev.cairn.agent.ExitCode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmCheckTest {
  private static void check(String vm, String version) {
    JvmCheck.check(Map.of("java.vm.name", vm, "java.specification.version", version)::get);
  }

  @ParameterizedTest
  @CsvSource({
    "OpenJDK 64-Bit Server VM,17",
    "OpenJDK Server VM,17",
    "Java HotSpot(TM) 64-Bit Server VM,21",
    "OpenJDK 64-Bit Server VM,25"
  })
  void hotspot17To25IsTaken(String vm, String version) {
    assertThatCode(() -> check(vm, version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "Eclipse OpenJ9 VM,17",
    "OpenJDK 64-Bit Zero VM,17",
    "Substrate VM,21",
    "OpenJDK 64-Bit Server VM,11",
    "OpenJDK 64-Bit Server VM,1.8",
    "OpenJDK 64-Bit Server VM,26"
  })
  void anyOtherIsRefusedInOneLine(String vm, String version) {
    assertThatThrownBy(() -> check(vm, version))
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
              assertThat(e.getMessage()).contains("HotSpot 17 to 25").doesNotContain("\n");
            });
  }
}
