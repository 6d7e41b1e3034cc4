package dev.cairn.snapshot.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.DamagedSnapshotException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionReaderTest {
  private static SectionReader reader(SectionWriter w) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    w.toBytes().writeTo(Channels.newChannel(out));
    return new SectionReader("f", SectionId.JOB, 100, out.toByteArray());
  }

  @Test
  void stringsOfAnyCharactersSurvive() throws IOException {
    List<String> all =
        List.of("", "plain", "\u00e9\u20ac", "\ud83d\ude00", "\ud800lone\udc00", "\0");
    SectionReader in = reader(new SectionWriter().strings(all).int64(-5).int32(-6).byteValue(-7));
    assertThat(in.strings()).isEqualTo(all);
    assertThat(in.int64()).isEqualTo(-5);
    assertThat(in.int32()).isEqualTo(-6);
    assertThat(in.byteValue()).isEqualTo(-7);
    in.end();
  }

  @Test
  void aHugeCountAllocatesNothing() throws IOException {
    SectionReader in = reader(new SectionWriter().count(Integer.MAX_VALUE));
    assertThatThrownBy(in::string)
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining("a count of 2147483647 with 0 bytes left")
        .hasMessageContaining("section JOB");
  }

  @Test
  void leftOversAreDamage() throws IOException {
    assertThatThrownBy(reader(new SectionWriter().count(3))::end)
        .isInstanceOf(DamagedSnapshotException.class);
  }
}
