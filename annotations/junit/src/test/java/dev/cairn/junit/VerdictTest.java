package dev.cairn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
  private static final VerifyLine LINE =
      new VerifyLine(List.of("cairn", "verify", "--seed", "7", "--", "-cp", "x", "Main", "3"));

  private static String failure(int exit, String out, String err) {
    return new Verdict(exit, out, err).failure(LINE).orElse("");
  }

  @Test
  void identical() {
    assertThat(failure(0, "verify: identical (9 safe points)\n", "leg 1")).isEmpty();
  }

  @Test
  void different() {
    assertThat(
            failure(1, "verify: plain: equal\nverify: DIFFERENT at safe point 3: a 1 != 2\n", "x"))
        .isEqualTo(
            """
            Main 3 is not moveable: it is not resumed exactly
              verify: DIFFERENT at safe point 3: a 1 != 2
              again: cairn verify --seed 7 -- -cp x Main 3\
            """);
  }

  @Test
  void refused() {
    assertThat(failure(3, "verify: REFUSED thread 'x' is busy\n", ""))
        .startsWith("Main 3 is not moveable: a snapshot was refused\n  verify: REFUSED thread");
  }

  @Test
  void notEvenRun() {
    assertThat(failure(64, "", "a\nb\nc\nd\ne\ncairn: Unknown option: --x\n"))
        .isEqualTo(
            """
            Main 3 could not be verified (exit code 64)
              b
              c
              d
              e
              cairn: Unknown option: --x
              again: cairn verify --seed 7 -- -cp x Main 3\
            """);
  }

  @Test
  void whereCairnIs(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> CheckpointExtension.command(null, Map.of()))
        .hasMessageContaining("-Dcairn.home=… or CAIRN_HOME");
    Map<String, String> variable = Map.of("CAIRN_HOME", folder.toString());
    assertThatThrownBy(() -> CheckpointExtension.command(null, variable))
        .hasMessageContaining(folder.resolve("cairn") + " is no command");
    Path command = Files.createFile(folder.resolve("cairn"));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    assertThat(CheckpointExtension.command(null, variable)).isEqualTo(command);
    assertThat(CheckpointExtension.command(folder.toString(), Map.of("CAIRN_HOME", "/nowhere")))
        .isEqualTo(command);
  }
}
