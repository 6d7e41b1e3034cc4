package dev.cairn.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.digest.CodeDigest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestTextTest {
  private static CodeDigest digest(String sha, Map<String, Long> methods) {
    return new CodeDigest("com/acme/A", sha, methods, null);
  }

  @Test
  void equalBytesDoNotDiffer() {
    CodeDigest d = digest("ab", Map.of("m()V", 1L));
    assertThat(DigestText.difference(DigestText.write(d), d)).isNull();
  }

  @Test
  void theMethodThatDiffersIsNamed() {
    String was = DigestText.write(digest("ab", Map.of("m()V", 1L, "odd name()V", -2L)));
    assertThat(DigestText.difference(was, digest("cd", Map.of("m()V", 1L, "odd name()V", 3L))))
        .isEqualTo("method odd name()V has changed");
    assertThat(DigestText.difference(was, digest("cd", Map.of("m()V", 1L))))
        .isEqualTo("method odd name()V is gone");
    assertThat(
            DigestText.difference(
                was, digest("cd", Map.of("a()V", 1L, "m()V", 1L, "odd name()V", -2L))))
        .isEqualTo("method a()V is new");
    assertThat(DigestText.difference(was, digest("cd", Map.of("m()V", 1L, "odd name()V", -2L))))
        .contains("debug information");
    assertThat(DigestText.difference("ab", digest("cd", Map.of("m()V", 1L))))
        .isEqualTo("its class file is another one");
  }
}
