package dev.cairn.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaLineTest {
  private static final Path HERE = Path.of("/job here");

  @ParameterizedTest
  @CsvSource({
    "-Xmx1g -cp a:b Main x y,               -Xmx1g -cp a:b,               Main,      x y",
    "-jar app.jar -jar z,                   '',                           -jar app.jar, -jar z",
    "--add-opens java.base/java.lang=X -ea Main, --add-opens java.base/java.lang=X -ea, Main, ''",
    "--class-path=a Main,                   --class-path=a,               Main,      ''",
    "-p mods -m m/c 1,                      -p mods,                      -m m/c,    1",
    "--module=m/c 1,                        '',                           --module=m/c, 1",
    "@args Main,                            @args,                        Main,      ''",
  })
  void splitsAsTheLauncherDoes(String words, String options, String launch, String arguments) {
    JavaLine line = JavaLine.parse(List.of(words.split(" ")));

    assertThat(String.join(" ", line.options())).isEqualTo(options);
    assertThat(String.join(" ", line.launch())).isEqualTo(launch);
    assertThat(String.join(" ", line.arguments())).isEqualTo(arguments);
    assertThat(String.join(" ", line.words())).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx1g", "-jar", "-cp Main", "-version"})
  void saysThatNothingIsToBeRun(String words) {
    assertThatThrownBy(() -> JavaLine.parse(List.of(words.split(" "))))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("nothing to run in `java " + words + "`");
  }

  @Test
  void putsTheAgentBeforeTheJobsOwnOptions() {
    List<String> command =
        JavaLine.parse(List.of("-javaagent:other.jar", "Main"))
            .command(
                Path.of("/jdk/bin/java"),
                Path.of("/a b/cairn-agent.jar"),
                AgentOptions.NONE.with("dir", "x,y").flag("fresh", true));

    assertThat(command)
        .containsExactly(
            "/jdk/bin/java",
            "-javaagent:/a b/cairn-agent.jar=dir=x\\,y,fresh",
            "-javaagent:other.jar",
            "Main");
  }

  @Test
  void relocatesWhatNamesCodeAndNothingElse() {
    JavaLine line =
        JavaLine.parse(
            List.of("-cp", "lib/*::/abs", "-javaagent:x.jar=o", "-Dfile=in.txt", "Main", "in.txt"));

    assertThat(line.relocated(HERE, Map.of()).words())
        .containsExactly(
            "-cp",
            "/job here/lib/*:/job here:/abs",
            "-javaagent:/job here/x.jar=o",
            "-Dfile=in.txt",
            "Main",
            "in.txt");
  }

  @Test
  void relocatesTheJar() {
    assertThat(JavaLine.parse(List.of("-jar", "../a.jar")).relocated(HERE, Map.of()).launch())
        .containsExactly("-jar", "/a.jar");
  }

  @Test
  void relocatesTheClassPathThatIsNotGiven() {
    JavaLine line = JavaLine.parse(List.of("Main"));

    assertThat(line.relocated(HERE, Map.of()).options()).containsExactly("-cp", "/job here");
    assertThat(line.relocated(HERE, Map.of("CLASSPATH", "a:b")).options())
        .containsExactly("-cp", "/job here/a:/job here/b");
  }

  @Test
  void refusesToRelocateAnArgumentFile() {
    assertThatThrownBy(() -> JavaLine.parse(List.of("@a", "Main")).relocated(HERE, Map.of()))
        .hasMessageContaining("argument file @a");
  }
}
