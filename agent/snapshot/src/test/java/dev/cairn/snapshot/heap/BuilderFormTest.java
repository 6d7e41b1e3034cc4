package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.TestAgent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builders of JVMs that this machine may not have; CorpusTest moves real ones. */
class BuilderFormTest {
  @BeforeAll
  static void openTheJdk() {
    HeapAccess.open(TestAgent.instrumentation());
  }

  @ParameterizedTest
  @CsvSource({
    // what the form holds:       coder, bytes          in a snapshot: coder, bytes
    "true,  true,  0, 'e9 41 00',                       0, 'e9 41 00'",
    "true,  true,  1, '20 ac 00 41 00 00',              1, 'ac 20 41 00 00 00'",
    "false, false, 1, 'e9 00 41 00 00 00',              0, 'e9 41 00'",
    "false, false, 1, 'ac 20 41 00 00 00',              1, 'ac 20 41 00 00 00'",
    "false, true,  1, '00 e9 00 41 00 00',              0, 'e9 41 00'",
    "false, true,  1, '20 ac 00 41 00 00',              1, 'ac 20 41 00 00 00'",
  })
  void thereAndBack(
      boolean compact, boolean bigEndian, int coder, String bytes, int stored, String common) {
    BuilderForm form = new BuilderForm(compact, bigEndian);
    BuilderForm.Content here = new BuilderForm.Content(bytes(bytes), coder, 2);
    BuilderForm.Content there = form.convert(here, BuilderForm.COMMON);
    same(there, stored, bytes(common));
    same(BuilderForm.COMMON.convert(there, form), coder, bytes(bytes));
  }

  private static void same(BuilderForm.Content c, int coder, byte[] value) {
    assertThat(c.value).isEqualTo(value);
    assertThat(c.coder).isEqualTo((byte) coder);
    assertThat(c.count).isEqualTo(2);
  }

  private static byte[] bytes(String hex) {
    String[] words = hex.split(" ", -1);
    byte[] bytes = new byte[words.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(words[i], 16);
    }
    return bytes;
  }

  @Test
  void whatIsBehindTheLastCharacterIsLeft() {
    BuilderForm.Content here = new BuilderForm.Content(bytes("41 00 ac 20"), 1, 1);
    BuilderForm plain = new BuilderForm(false, false);
    assertThat(plain.convert(here, BuilderForm.COMMON).value).isEqualTo(bytes("41 00"));
  }

  @Test
  void aCompactBuilderThatWasWidenedStaysSo() {
    BuilderForm.Content wide = new BuilderForm.Content(bytes("00 41"), 1, 1);
    BuilderForm bigEndian = new BuilderForm(true, true);
    BuilderForm.Content stored = bigEndian.convert(wide, BuilderForm.COMMON);
    assertThat(stored.coder).isEqualTo((byte) 1);
    assertThat(stored.value).isEqualTo(bytes("41 00"));
  }

  @Test
  void noArrayIsLargeEnough() {
    assertThat(BuilderForm.bytes(1 << 30, false)).isEqualTo(1 << 30);
    assertThat(BuilderForm.bytes((1 << 30) - 1, true)).isEqualTo(Integer.MAX_VALUE - 1);
    assertThatThrownBy(() -> BuilderForm.bytes(1 << 30, true))
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessage(
            "a string builder of 1073741824 characters needs more than an array can hold where each"
                + " takes two bytes; resume without -XX:-CompactStrings");
  }

  @Test
  void moreCharactersThanRoom() {
    BuilderForm.Content bad = new BuilderForm.Content(new byte[4], 1, 3);
    assertThatThrownBy(() -> BuilderForm.COMMON.convert(bad, new BuilderForm(false, false)))
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessage("a string builder of the snapshot has 3 characters, and room for less");
  }
}
