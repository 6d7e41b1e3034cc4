package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void goesWithAllThatIsInIt() throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create("cairn-test-")) {
      path = folder.path();
      Files.createFile(Files.createDirectories(path.resolve("a/b")).resolve("c"));
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void staysWhereItIsKept() throws IOException {
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create("cairn-test-")) {
      path = folder.path();
      folder.keep();
    }
    assertThat(path).isDirectory();
    Files.delete(path);
  }
}
