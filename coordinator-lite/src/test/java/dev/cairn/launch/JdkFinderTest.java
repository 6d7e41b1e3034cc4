package dev.cairn.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {
  @TempDir Path temp;
  private Path root;

  @BeforeEach
  void resolveLinks() throws IOException {
    root = temp.toRealPath();
  }

  @Test
  void listsEachOnceInTheSameOrder() throws IOException {
    Path running = jdk("z-running", "17.0.1");
    Path home = jdk("y-home", "21");
    Path named = jdk("x-named", "25.0.1");
    Path onPath = jdk("w-path", "22");
    jdk("jvms/b", "1.8.0_402");
    jdk("jvms/a", "23-ea");
    Files.createSymbolicLink(root.resolve("jvms/c"), home);
    Files.createDirectory(root.resolve("jvms/empty"));

    JdkFinder finder =
        new JdkFinder(
            running,
            Map.of(
                "JAVA_HOME", home.toString(),
                "JAVA_HOME_25", named.toString(),
                "PATH", "/nowhere::" + onPath.resolve("bin")),
            List.of(root.resolve("jvms"), root.resolve("missing")));

    assertThat(finder.all()).extracting(Jdk::feature).containsExactly(17, 21, 25, 22, 23, 1);
    assertThat(finder.usable()).extracting(Jdk::feature).containsExactly(17, 21, 25, 22, 23);
    assertThat(finder.named("25").home()).isEqualTo(named);
    assertThat(finder.named(home.toString()).version()).isEqualTo("21");
    assertThat(finder.named(home.resolve("bin/java").toString()).version()).isEqualTo("21");
  }

  @Test
  void saysWhatThereIsWhereAReleaseIsMissing() throws IOException {
    JdkFinder finder = new JdkFinder(jdk("running", "17.0.1"), Map.of(), List.of());

    assertThatThrownBy(() -> finder.named("99"))
        .hasMessage(
            "--jvm 99: no such release found; there is [Java 17.0.1]. Give its folder, or set"
                + " JAVA_HOME_99");
    assertThatThrownBy(() -> finder.named(root.toString())).hasMessageContaining("neither");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = Files.createDirectories(root.resolve(name));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.createFile(java);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
