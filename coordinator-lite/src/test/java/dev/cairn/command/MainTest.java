package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | 64 | Missing command; see cairn --help",
        "snap                           | 64 | Missing command: ls, show, verify, diff, digests, copy, fork,"
            + " pin or gc",
        "run                            | 64 | Missing required parameter",
        "run -jar x.jar                 | 64 | Unknown option: '-jar' (what belongs to java stands"
            + " behind --)",
        "run --evry 1s -- Main          | 64 | did you mean --every",
        "run --every 1d -- Main         | 64 | Invalid value for option '--every': '1d' is not a"
            + " duration",
        "run --keep 0 -- Main           | 64 | --keep must be at least 1, is 0",
        "run --stop-at 0 -- Main        | 64 | --stop-at must be at least 1, is 0",
        "run -- -Xmx1g                  | 64 | nothing to run in `java -Xmx1g`",
        "run --jvm 3 -- Main            | 64 | --jvm 3: no such release found",
        "resume missing.cairn           | 66 | missing.cairn: no such file",
        "stop /                         | 66 | / is no job's directory: it has no cairn.lock",
        "stop 999999999                 | 66 | no process has the id 999999999",
        "snap show missing.cairn        | 66 | missing.cairn: no such file",
        "snap verify missing.cairn      | 66 | missing.cairn: no snapshot there",
        "snap ls missing                | 66 | missing: no such directory",
        "submit --array 1 -- Main        | 64 | '1' is not an array: write 1-50 or 0-90:10",
        "submit --array 1-5 -- Main      | 64 | no word behind -- has %a in it",
        "verify --stops 0 -- Main       | 64 | --stops 0: give a number of at least 1, or all",
        "verify --file missing -- Main  | 64 | --file missing: no such file",
        "simulate --hosts 0             | 64 | --hosts 0: from 1 to 1000000",
        "simulate --steady 2            | 64 | --steady 2.0: a part, from 0 to 1",
        "simulate --lengths 2h          | 64 | --lengths 2h: two durations, the shorter first",
        "simulate --priorities 5        | 64 | '5' is not PRIORITY:PARTS",
        "simulate --slice 1s            | 64 | must not be shorter than the minimum run",
        "coordinator --slice 1s         | 64 | slice (1 s) must not be shorter than the minimum run (30 s)",
        "coordinator --aging 1000h      | 64 | at most 720h",
        "simulate --migration maybe     | 64 | --migration maybe: say on, off or both",
        "simulate --trace missing       | 73 | missing: no such file",
        "simulate --trace t --hosts 3   | 64 | --trace tells when hosts are there",
      })
  void saysInOneLineWhatIsWrong(String words, int code, String message) {
    int exit = cairn(words.isEmpty() ? new String[0] : words.split(" "));

    assertThat(err.toString()).startsWith("cairn: ").contains(message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exit).isEqualTo(code);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "resume --help",
        "stop --help",
        "snap --help",
        "snap ls --help",
        "snap show --help",
        "snap verify --help",
        "snap diff --help",
        "loops --help",
        "explain --help",
        "scan --help",
        "verify --help",
        "demo --help",
        "coordinator --help",
        "worker --help",
        "submit --help",
        "ps --help",
        "show --help",
        "why --help",
        "logs --help",
        "wait --help",
        "result --help",
        "pause --help",
        "migrate --help",
        "prio --help",
        "hold --help",
        "release --help",
        "rm --help",
        "host ls --help",
        "host cordon --help",
        "host uncordon --help",
        "host drain --help",
        "simulate --help"
      })
  void helpsWithExamples(String words) {
    assertThat(cairn(words.split(" "))).isZero();
    assertThat(out.toString()).containsAnyOf("Examples:", "To begin:");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void listsAllExitCodes() {
    assertThat(cairn("exit-codes")).isZero();
    for (ExitCode code : ExitCode.values()) {
      assertThat(out.toString()).contains(code.code() + "  " + code.meaning());
    }
  }

  @Test
  void showsTheCommandLineWithoutRunningIt() throws IOException {
    assertThat(
            cairn(
                "run",
                "--dry-run",
                "--dir",
                "a b",
                "--every",
                "10m",
                "--loops",
                "A#b;C:1",
                "--fresh",
                "--",
                "-cp",
                "x y",
                "Main",
                "it's"))
        .isZero();

    assertThat(out.toString().strip())
        .contains("/bin/java '-javaagent:")
        .endsWith("=dir=a b,every=10m,loops=A#b;C:1,fresh' -cp 'x y' Main 'it'\\''s'");
  }

  /** What the command takes and doesn't hand over, the job never hears of. */
  @Test
  void handsOverWhatTheRunDependsOn() {
    List<String> words = new ArrayList<>(List.of("run", "--dry-run"));
    words.addAll(
        List.of("--root", "A#m", "--time", "job", "--math", "platform", "--job-seed", "7"));
    words.addAll(List.of("--secure-random", "derive", "--piped", "again", "--keep", "3"));
    words.addAll(List.of("--", "-cp", "x", "Main"));
    assertThat(cairn(words.toArray(String[]::new))).isZero();
    assertThat(out.toString())
        .contains("root=A#m", "time=job", "math=platform", "seed=7", "secure-random=derive")
        .contains("piped=again", "keep=3");
  }

  @Test
  void writesTheCommandLineForTheScript() throws IOException {
    Path file = folder.resolve("exec");
    Handoff.write(List.of("java", "", "a b"), file);
    assertThat(Files.readString(file)).isEqualTo("java\0\0a b\0");
  }

  @Test
  void listsNothingWhereThereIsNothing() {
    assertThat(cairn("snap", "ls", "--json", folder.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo("[ ]");
  }

  private int cairn(String... words) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
