package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.FolderContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFolderTest {
  @TempDir Path temp;

  /** What is noted of files names paths of this host: nobody elsewhere could undo by it. */
  @Test
  void onlyTheNewestGenerationGoesAlong() throws IOException {
    Scene scene = new Scene(temp);
    Order order = scene.order(7, 1, false);
    JobFolder folder = scene.folderOf(order);
    folder.lay(order, scene.server);
    for (String file :
        new String[] {
          "ck/gen-00000003.cairn",
          "ck/gen-00000004.cairn",
          "ck/.gen-00000005.cairn.tmp",
          "ck/cairn.lock",
          "ck/chunks/chunks.lock",
          "ck/chunks/pack-1.chunks",
          "ck/chunks/refs/1.ref",
          "ck/files/00000003.acts",
          "ck/files/00000003-1",
          "ck/resumed",
          "work/model.cairn",
          "work/.lock",
          "out"
        }) {
      Path path = folder.job().resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
    Path there = temp.resolve("there");
    FolderContent.lay(folder.send(scene.server), scene.server, there);
    try (Stream<Path> files = Files.walk(there)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> there.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "ck/gen-00000004.cairn",
              "ck/chunks/pack-1.chunks",
              "ck/chunks/refs/1.ref",
              "ck/resumed",
              "code/0/job.jar",
              "work/model.cairn",
              "work/.lock",
              "out");
    }
  }
}
