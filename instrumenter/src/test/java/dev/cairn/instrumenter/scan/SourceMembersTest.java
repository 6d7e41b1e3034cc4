package dev.cairn.instrumenter.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.determinism.JdkCode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table names what there is, in each JDK. */
class SourceMembersTest {
  @ParameterizedTest
  @MethodSource("dev.cairn.instrumenter.determinism.JdkCode#homes")
  void everyMemberIsThere(Path home) throws Exception {
    Set<String> missing = new TreeSet<>();
    try (JdkCode jdk = JdkCode.open(home)) {
      for (String member : SourceMembers.table().keySet()) {
        if (SourceMembers.since(member) <= jdk.feature() && jdk.methods(member).isEmpty()) {
          missing.add(member);
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
