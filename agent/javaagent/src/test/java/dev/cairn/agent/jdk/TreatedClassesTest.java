package dev.cairn.agent.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that was treated before is not treated again, unless anything is another thing. */
class TreatedClassesTest {
  private static final byte[] BEFORE = {1, 2, 3};
  private static final byte[] AFTER = {4, 5, 6, 7};
  private static final Supplier<byte[]> NONE =
      () -> {
        throw new AssertionError("it is known");
      };

  @TempDir Path dir;

  private int made;

  private byte[] make() {
    made++;
    return AFTER.clone();
  }

  private TreatedClasses kept() {
    return TreatedClasses.of(dir.resolve("not/yet"), "key");
  }

  private void keepTwo() {
    TreatedClasses first = kept();
    assertThat(first.treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
    assertThat(first.treated("p/B", BEFORE, () -> null)).isNull();
    first.keep();
  }

  @Test
  void isTreatedOnce() {
    keepTwo();
    TreatedClasses second = kept();
    byte[] found = second.treated("p/A", BEFORE.clone(), NONE);
    assertThat(found).isEqualTo(AFTER);
    found[0]++; // whoever gets it may change it
    assertThat(second.treated("p/A", BEFORE, NONE)).isEqualTo(AFTER);
    assertThat(second.treated("p/B", BEFORE, NONE)).isNull();
  }

  @Test
  void anotherClassFileIsTreatedAnewAndTheOldOneStays() {
    keepTwo();
    TreatedClasses second = kept();
    assertThat(second.treated("p/A", new byte[] {1, 2, 4}, this::make)).isEqualTo(AFTER);
    assertThat(second.treated("p/A", new byte[] {1, 2, 4}, this::make)).isEqualTo(AFTER);
    assertThat(made).isEqualTo(3);
    second.keep();
    assertThat(kept().treated("p/A", BEFORE, NONE)).isEqualTo(AFTER);
  }

  @Test
  void othersAreAdded() {
    keepTwo();
    TreatedClasses second = kept();
    assertThat(second.treated("p/C", BEFORE, this::make)).isEqualTo(AFTER);
    second.keep();
    assertThat(kept().treated("p/C", BEFORE, NONE)).isEqualTo(AFTER);
    assertThat(kept().treated("p/A", BEFORE, NONE)).isEqualTo(AFTER);
  }

  @Test
  void knowsNoneWhenTheStartIsOver() {
    keepTwo();
    TreatedClasses second = kept();
    second.release();
    assertThat(second.treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
    assertThat(second.treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
    assertThat(made).isEqualTo(3);
    second.keep();
    assertThat(kept().treated("p/A", BEFORE, NONE)).as("what was kept stays").isEqualTo(AFTER);
  }

  @Test
  void aKeyOfItsOwnHasItsOwn() {
    keepTwo();
    TreatedClasses other = TreatedClasses.of(dir.resolve("not/yet"), "another");
    assertThat(other.treated("p/A", BEFORE, () -> null)).isNull();
  }

  @Test
  void whatIsNotWholeIsNone() throws IOException {
    keepTwo();
    Path file = dir.resolve("not/yet/key.jdk");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= 0x10;
      Files.write(file, broken);
      made = 0;
      assertThat(kept().treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
      assertThat(made).as("byte %d of %d", i, whole.length).isEqualTo(1);
      Files.write(file, java.util.Arrays.copyOf(whole, i));
      assertThat(kept().treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
      assertThat(made).as("cut at %d", i).isEqualTo(2);
    }
  }

  @Test
  void isTreatedEachTimeWhereNothingCanBeKept() throws IOException {
    Path file = Files.createFile(dir.resolve("file"));
    for (TreatedClasses none :
        new TreatedClasses[] {
          TreatedClasses.of(null, "key"),
          TreatedClasses.of(dir, null),
          TreatedClasses.of(file.resolve("below"), "key")
        }) {
      assertThat(none.treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
      none.keep();
    }
    assertThat(TreatedClasses.of(file.resolve("below"), "key").treated("p/A", BEFORE, () -> null))
        .isNull();
  }

  @Test
  void thoseLongestUnusedGo() throws IOException {
    for (int i = 0; i < 12; i++) {
      Path old = Files.createFile(dir.resolve("old" + i + ".jdk"));
      Files.setLastModifiedTime(old, FileTime.fromMillis(1000L * i));
    }
    Path plan = Files.createFile(dir.resolve("old.plan"));
    TreatedClasses kept = TreatedClasses.of(dir, "key");
    assertThat(kept.treated("p/A", BEFORE, this::make)).isEqualTo(AFTER);
    kept.keep();
    assertThat(dir.resolve("old0.jdk")).doesNotExist();
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).hasSize(13).contains(plan, dir.resolve("key.jdk"), dir.resolve("old1.jdk"));
    }
  }
}
