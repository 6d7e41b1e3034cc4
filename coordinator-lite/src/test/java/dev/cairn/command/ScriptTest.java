package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with stand-ins for java and mvn. */
class ScriptTest {
  @TempDir Path temp;
  private Path home;
  private Path tools;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectories(temp.toRealPath().resolve("cairn home"));
    tools = Files.createDirectories(temp.toRealPath().resolve("jdk/bin"));
    Path script = home.resolve("cairn");
    Files.copy(Path.of("..", "cairn"), script);
    executable(script);
    // The job: says who and where it is, and ends with its own exit code.
    script(tools.resolve("job"), "echo \"$$|$PWD|${CAIRN_EXEC-unset}|$*\"; exit 7");
    // Java: hands over the words after `run`, as the command would; else it says what it was given.
    script(
        tools.resolve("java"),
        "while [[ $1 != -jar ]]; do echo \"option $1\" >&2; shift; done",
        "shift 2",
        "[[ $2 == bad ]] && { echo 'cairn: bad' >&2; exit 64; }",
        "[[ $1 == run && $2 != --help ]] || { echo \"$$ command $*\"; exit 0; }",
        "shift; printf '%s\\0' \"$@\" >\"$CAIRN_EXEC\"");
    built();
  }

  @Test
  void becomesTheJob() throws Exception {
    Ended ended = cairn(home.resolve("cairn"), "run", job(), "a b", "", "c\nd", "é");

    assertThat(ended.out()).isEqualTo(ended.pid() + "|" + tools + "|unset|a b  c\nd é\n");
    assertThat(ended.exit()).isEqualTo(7);
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void worksThroughLinks() throws Exception {
    Path first = Files.createSymbolicLink(temp.resolve("one"), home.resolve("cairn"));
    Path second = Files.createSymbolicLink(temp.resolve("two"), first.getFileName());

    assertThat(cairn(second, "run", job()).exit()).isEqualTo(7);
  }

  @Test
  void endsWithTheCommandsExitCode() throws Exception {
    Ended ended = cairn(home.resolve("cairn"), "run", "bad");

    assertThat(ended.exit()).isEqualTo(64);
    assertThat(ended.err()).endsWith("cairn: bad\n");
    assertThat(leftOver()).isEmpty();
  }

  @Test
  void endsWellWhereNothingIsHandedOver() throws Exception {
    Ended ended = cairn(home.resolve("cairn"), "run", "--help");

    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).endsWith(" command run --help\n");
  }

  @Test
  void becomesTheCommandWhereThereIsNoJob() throws Exception {
    Ended ended = cairn(home.resolve("cairn"), "snap", "ls");

    assertThat(ended.out()).isEqualTo(ended.pid() + " command snap ls\n");
    assertThat(ended.err())
        .contains("option -Dcairn.home=" + home + "\n")
        .doesNotContain("cairn.terminal");
  }

  @Test
  void buildsOnFirstUse() throws Exception {
    Files.delete(home.resolve("agent/javaagent/target/cairn-agent.jar"));
    script(tools.resolve("mvn"), "echo \"mvn $* in $PWD\"", "touch " + agentInHome());

    Ended ended = cairn(home.resolve("cairn"), "snap", "ls");

    assertThat(ended.err())
        .startsWith("cairn: building (first use only; takes a minute or two)\n")
        .doesNotContain("mvn");
    assertThat(home.resolve("coordinator-lite/target/build.log"))
        .hasContent(
            "mvn -q -B -Dmaven.test.skip -Dspotless.check.skip package"
                + " -pl coordinator-lite,agent/javaagent -am in "
                + home);
    assertThat(ended.out()).endsWith(" command snap ls\n");
    assertThat(cairn(home.resolve("cairn"), "snap", "ls").err()).doesNotContain("building");
  }

  @Test
  void saysThatTheBuildFailed() throws Exception {
    Files.delete(home.resolve("agent/javaagent/target/cairn-agent.jar"));
    script(tools.resolve("mvn"), "printf 'a \\033[1mreason\\033[m\\n'", "exit 1");

    Ended ended = cairn(home.resolve("cairn"), "snap", "ls");

    assertThat(ended.exit()).isEqualTo(69);
    assertThat(ended.err()).contains("\na reason\n");
    assertThat(ended.err()).contains("cairn: the build failed: see above");
    assertThat(ended.out()).isEmpty();
  }

  private String agentInHome() {
    return "\"" + home + "/agent/javaagent/target/cairn-agent.jar\"";
  }

  private String job() {
    return tools.resolve("job").toString();
  }

  private void built() throws IOException {
    for (String jar :
        new String[] {
          "coordinator-lite/target/cairn.jar", "agent/javaagent/target/cairn-agent.jar"
        }) {
      Path file = home.resolve(jar);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<Path> leftOver() throws IOException {
    try (var files = Files.list(temp)) {
      return files.filter(f -> f.getFileName().toString().startsWith("cairn-exec")).toList();
    }
  }

  private record Ended(long pid, int exit, String out, String err) {}

  private Ended cairn(Path script, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(tools.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", tools.getParent().toString());
    builder.environment().put("TMPDIR", temp.toString());
    builder.environment().merge("PATH", tools.toString(), (old, own) -> own + ":" + old);
    builder.environment().remove("CAIRN_AGENT");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.pid(),
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
    executable(file);
  }

  private static void executable(Path file) {
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
