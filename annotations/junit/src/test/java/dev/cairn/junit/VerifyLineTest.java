package dev.cairn.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VerifyLineTest {
  private static final Path COMMAND = Path.of("/opt/cairn/cairn");

  /** Carries annotations; never run as a test. */
  static final class Tests {
    @CheckpointTest
    static void plain() {}

    @CheckpointTest(
        main = Thread.class,
        args = {"1", "it's"},
        stops = 0,
        jvms = {"17", "25"},
        loops = "auto",
        files = "in.csv",
        options = {"--time", "host"},
        jvmOptions = "-Xmx1g",
        seed = 5)
    static void full() {}
  }

  private static VerifyLine line(String method) throws Exception {
    CheckpointTest test = Tests.class.getDeclaredMethod(method).getAnnotation(CheckpointTest.class);
    return VerifyLine.of(test, COMMAND, Tests.class, "a.jar:b", 77);
  }

  @Test
  void byDefault() throws Exception {
    assertThat(line("plain").text())
        .isEqualTo(
            "/opt/cairn/cairn verify --stops 10 --seed 77 -- -cp a.jar:b"
                + " 'dev.cairn.junit.VerifyLineTest$Tests'");
  }

  @Test
  void withAllThatMayBeGiven() throws Exception {
    VerifyLine line = line("full");
    assertThat(line.text())
        .isEqualTo(
            "/opt/cairn/cairn verify --stops all --seed 5 --jvm 17 --jvm 25 --loops auto"
                + " --file in.csv --time host -- -Xmx1g -cp a.jar:b java.lang.Thread 1"
                + " 'it'\\''s'");
    assertThat(line.job()).isEqualTo("java.lang.Thread 1 it's");
  }
}
