package dev.cairn.coordinator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderContentTest {
  @TempDir Path temp;
  private ChunkFolder chunks;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    chunks = new ChunkFolder(temp.resolve("chunks"));
    root = Files.createDirectory(temp.resolve("root"));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.toList()) {
        all.put(
            folder.relativize(f).toString(),
            Files.isDirectory(f) ? "/" : Chunk.id(Files.readAllBytes(f)) + Files.isExecutable(f));
      }
    }
    return all;
  }

  private int stored() throws IOException {
    return content(temp.resolve("chunks")).size();
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Files.write(root.resolve("large"), random(2 * Chunk.SIZE + 17));
    Files.write(root.resolve("exact"), random(Chunk.SIZE));
    Files.write(root.resolve("empty"), new byte[0]);
    Files.createDirectories(root.resolve("a/b/nothing in it"));
    Files.writeString(root.resolve("a/run.sh"), "#!/bin/sh\n");
    assertThat(root.resolve("a/run.sh").toFile().setExecutable(true)).isTrue();
    Files.writeString(root.resolve("a/b/n\u00e4me"), "x");
    String id = FolderContent.send(root, p -> true, chunks);
    assertThat(FolderContent.missing(id, chunks)).isEmpty();
    FolderContent.lay(id, chunks, temp.resolve("again"));
    assertThat(content(temp.resolve("again"))).isEqualTo(content(root));
  }

  @Test
  void aFileThatGrowsIsSentInPartOnly() throws IOException {
    Path log = Files.write(root.resolve("log"), random(3 * Chunk.SIZE + 5));
    FolderContent.send(root, p -> true, chunks);
    int before = stored();
    Files.write(log, random(100), java.nio.file.StandardOpenOption.APPEND);
    FolderContent.send(root, p -> true, chunks);
    assertThat(stored() - before).isLessThanOrEqualTo(4); // its last chunk, the manifest, shelves
  }

  @Test
  void whatIsMissingIsSaid() throws IOException {
    Files.write(root.resolve("x"), random(10));
    String id = FolderContent.send(root, p -> true, chunks);
    String chunk = Manifest.of(chunks.read(id)).chunks().iterator().next();
    Files.delete(temp.resolve("chunks").resolve(chunk.substring(0, 2)).resolve(chunk));
    assertThat(FolderContent.missing(id, chunks)).containsExactly(chunk);
  }

  @Test
  void aDamagedChunkIsNotRead() throws IOException {
    byte[] bytes = random(100);
    String id = Chunk.id(bytes);
    chunks.write(id, bytes);
    Path file = temp.resolve("chunks").resolve(id.substring(0, 2)).resolve(id);
    bytes[50] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> chunks.read(id)).hasMessageContaining("is damaged");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> FolderContent.send(root, p -> true, chunks))
        .hasMessageContaining("is a link");
  }

  /** A manifest comes from elsewhere: it must not write elsewhere. */
  @Test
  void noPathLeadsOut() {
    for (String path : List.of("../x", "/x", "a/../../x", "a//x", "", ".", "a/\0")) {
      Manifest manifest =
          new Manifest(List.of(new Manifest.Entry(path, false, false, 0, List.of())));
      assertThatThrownBy(() -> Manifest.of(manifest.bytes()))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Whatever was sent as one, it is a manifest or said to be none. */
  @Test
  void noManifestIsRefusedAsOne() {
    String entry = "{\"path\":%s,\"folder\":false,\"executable\":false,\"size\":0,\"chunks\":%s}";
    for (String text :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"entries\":null}",
            "{\"entries\":[null]}",
            "{\"entries\":[" + String.format(entry, "null", "[]") + "]}",
            "{\"entries\":[" + String.format(entry, "\"a\"", "null") + "]}",
            "{\"entries\":[" + String.format(entry, "\"a\"", "[null]") + "]}")) {
      assertThatThrownBy(() -> Manifest.of(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOfAny(JsonProcessingException.class, IllegalArgumentException.class);
    }
  }
}
