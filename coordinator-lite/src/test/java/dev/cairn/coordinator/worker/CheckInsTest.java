package dev.cairn.coordinator.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.files.FolderContent;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.HostFacts;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generations are sent while their job runs: exactly as they were, or not at all. */
class CheckInsTest {
  private static final byte[] NO_ACTS = {(byte) 0x89, 'C', 'F', 'J', '1', 0};

  @TempDir Path temp;
  private Scene scene;
  private JobFolder folder;
  private CheckIns checkIns;
  private boolean runsOn = true;
  private boolean damaged;
  private String printed = "";

  /** What happens between taking hold of a generation and sending it. */
  private Happening meanwhile = () -> {};

  private interface Happening {
    void happens() throws IOException;
  }

  @BeforeEach
  void begin() throws IOException {
    scene = new Scene(temp);
    Order order = scene.order(7, 2, false);
    folder = scene.folderOf(order);
    folder.lay(order, scene.server);
    Files.createDirectories(folder.generations().resolve("chunks"));
    Files.createDirectories(folder.generations().resolve("files"));
    checkIns =
        new CheckIns(
            order, folder, scene.server, scene.time, this::copy, () -> runsOn, scene.said::add);
  }

  private GenerationCopy copy(JobFolder from, dev.cairn.snapshot.store.Generation generation)
      throws IOException {
    GenerationCopy copy = GenerationCopy.of(from, generation, this::verify);
    meanwhile.happens();
    return copy;
  }

  private Header verify(Path file) {
    if (damaged) {
      throw new DamagedSnapshotException(file.toString(), "HEAP", 0, "it is damaged");
    }
    String mark = folder.out().toAbsolutePath() + "|" + printed.length() + "|00000000";
    HostFacts host = new HostFacts("", "", "", "", 0, 0, new TreeMap<>(Map.of("stdout", mark)));
    return new Header(
        2, 0, 1, null, "", new TreeMap<>(), List.of(), List.of(), null, "", null, 0, 0, host);
  }

  private void prints(String text) throws IOException {
    Files.writeString(folder.out(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void saves(long generation) throws IOException {
    printed = Files.exists(folder.out()) ? Files.readString(folder.out()) : "";
    Files.writeString(
        folder.generations().resolve("chunks/pack-" + generation + ".chunks"), "p" + generation);
    Files.write(segment(generation), NO_ACTS);
    Files.writeString(gen(generation), "generation " + generation);
  }

  private Path gen(long generation) {
    return folder.generations().resolve(String.format("gen-%08d.cairn", generation));
  }

  private Path segment(long generation) {
    return folder.generations().resolve(String.format("files/%08d.acts", generation));
  }

  /** What a host gets that the job goes on on. */
  private Path laid(Api.Saved saved) throws IOException {
    Path to = temp.resolve("laid-" + saved.generation());
    FolderContent.lay(saved.files(), scene.server, to);
    return to;
  }

  @Test
  void aGenerationIsSentOnce() throws IOException {
    assertThat(checkIns.look()).isEqualTo(500);
    prints("one\n");
    saves(3);
    prints("two\n");
    Files.writeString(folder.work().resolve("in.dat"), "input");
    checkIns.look();
    checkIns.look();
    assertThat(scene.server.saved).hasSize(1);
    Api.Saved saved = scene.server.saved.get(0);
    assertThat(saved.generation()).isEqualTo(3);
    assertThat(saved.epoch()).isEqualTo(2);
    Path laid = laid(saved);
    assertThat(laid.resolve("out")).hasContent("one\n");
    assertThat(laid.resolve("work/in.dat")).hasContent("input");
    assertThat(laid.resolve("code/0/job.jar")).hasContent("a jar");
    assertThat(laid.resolve("ck/gen-00000003.cairn")).hasContent("generation 3");
    assertThat(laid.resolve("ck/chunks/pack-3.chunks")).hasContent("p3");
    assertThat(laid.resolve("ck/files")).doesNotExist();
  }

  /** The job's JVM removes it while it is sent. */
  @Test
  void aGenerationThatIsSentIsHeld() throws IOException {
    prints("one\n");
    saves(3);
    meanwhile =
        () -> {
          Files.delete(gen(3));
          Files.delete(folder.generations().resolve("chunks/pack-3.chunks"));
          prints("two\n");
        };
    checkIns.look();
    Path laid = laid(scene.server.saved.get(0));
    assertThat(laid.resolve("ck/chunks/pack-3.chunks")).hasContent("p3");
    assertThat(laid.resolve("out")).hasContent("one\n");
  }

  @Test
  void whatTheJobHasChangedMeanwhileIsNotSent() throws IOException {
    prints("one\n");
    saves(3);
    meanwhile = () -> Files.writeString(segment(3), "an act", StandardOpenOption.APPEND);
    checkIns.look();
    assertThat(scene.server.saved).isEmpty();
    assertThat(scene.said).as("the next one may do").isEmpty();
    meanwhile = () -> {};
    checkIns.look();
    assertThat(scene.server.saved).as("it stays as it is").isEmpty();
    saves(4);
    checkIns.look();
    assertThat(scene.server.saved).extracting(Api.Saved::generation).containsExactly(4L);
  }

  @Test
  void aJobThatAlwaysChangesFilesIsToldOf() throws IOException {
    prints("one\n");
    meanwhile = () -> Files.writeString(segment(9), "an act");
    for (long n = 3; n < 8; n++) {
      saves(n);
      checkIns.look();
    }
    assertThat(scene.server.saved).isEmpty();
    assertThat(scene.said)
        .containsExactly(
            "job 7: its newest generation is not sent while it runs: the job has changed files"
                + " since");
  }

  @Test
  void aDamagedOneIsNotSent() throws IOException {
    prints("one\n");
    saves(3);
    damaged = true;
    assertThat(checkIns.look()).isEqualTo(500);
    assertThat(checkIns.look()).isEqualTo(1000);
    assertThat(scene.server.saved).isEmpty();
    assertThat(scene.said).hasSize(1);
  }

  @Test
  void isTriedAgainWhenTheCoordinatorIsBack() throws IOException {
    prints("one\n");
    saves(3);
    scene.server.troubles.add(
        () -> {
          throw new ConnectException("refused");
        });
    checkIns.look();
    assertThat(scene.server.saved).isEmpty();
    checkIns.look();
    assertThat(scene.server.saved).hasSize(1);
  }

  /** All of it is sent soon anyway: sending this would keep that waiting. */
  @Test
  void aJobThatIsToStopIsNotSent() throws IOException {
    prints("one\n");
    saves(3);
    meanwhile = () -> runsOn = false;
    checkIns.look();
    checkIns.look();
    checkIns.end();
    runsOn = true;
    checkIns.look();
    assertThat(scene.server.saved).isEmpty();
    assertThat(scene.said).isEmpty();
  }

  /** A slow network has rest, and the job's host too. */
  @Test
  void sendsForAFifthOfTheTime() throws IOException {
    prints("one\n");
    saves(3);
    meanwhile = () -> scene.time.sleep(10_000);
    assertThat(checkIns.look()).isEqualTo(40_000);
  }
}
