package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Installation;
import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What a user's program gets to see of us, read from the finished jar. */
class AgentJarIT {
  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Installation.AGENT.toFile())) {
      return jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  /** The application's loader finds the premain class and its loader; nothing else. */
  @Test
  void onlyPremainIsVisible() throws IOException {
    assertThat(entries())
        .filteredOn(e -> e.endsWith(".class"))
        .filteredOn(e -> !e.startsWith("isolated/") && !e.startsWith("boot/"))
        .isNotEmpty()
        .allMatch(e -> e.matches("dev/cairn/agent/premain/[^/]+\\.class"));
  }

  /** Woven code names the runtime: it stands under its own name, once, never relocated. */
  @Test
  void runtimeIsNotRelocated() throws IOException {
    assertThat(entries())
        .contains("boot/dev/cairn/runtime/Woven.class")
        .filteredOn(e -> e.contains("dev/cairn/runtime/"))
        .allMatch(e -> e.startsWith("boot/dev/cairn/runtime/"));
    assertThat(entries())
        .filteredOn(e -> e.startsWith("boot/"))
        .allMatch(e -> e.startsWith("boot/dev/cairn/runtime/"));
  }

  /** ASM, Kryo and Objenesis are there, but not where the application's loader finds them. */
  @Test
  void isolatedPartIsThere() throws IOException {
    List<String> names = entries();
    assertThat(names).noneMatch(e -> e.startsWith("org/objectweb/asm/"));
    assertThat(names).noneMatch(e -> e.startsWith("com/esotericsoftware/"));
    assertThat(names).contains("isolated/org/objectweb/asm/ClassReader.class");
    assertThat(names).anyMatch(e -> e.startsWith("isolated/com/esotericsoftware/kryo/"));
    assertThat(names).anyMatch(e -> e.startsWith("isolated/dev/cairn/snapshot/"));
  }

  @Test
  void noLeftovers() throws IOException {
    assertThat(entries())
        .noneMatch(e -> e.matches("META-INF/.*\\.(SF|RSA|DSA|EC)"))
        .noneMatch(e -> e.matches("META-INF/versions/.*"))
        .noneMatch(e -> e.contains("META-INF/services/"))
        .noneMatch(e -> e.endsWith("module-info.class"))
        .doesNotHaveDuplicates();
  }

  @Test
  void manifest() throws IOException {
    try (JarFile jar = new JarFile(Installation.AGENT.toFile())) {
      Attributes a = jar.getManifest().getMainAttributes();
      assertThat(a.getValue("Premain-Class")).startsWith("dev.cairn.agent.");
      assertThat(jar.getEntry(a.getValue("Premain-Class").replace('.', '/') + ".class"))
          .isNotNull();
      assertThat(a.getValue("Can-Retransform-Classes")).isIn(null, "true", "false");
      assertThat(a.getValue("Agent-Class")).as("attaching to a running job isn't offered").isNull();
    }
  }
}
