package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.HeapImage;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MatchersTest {
  private static long groups;

  @BeforeAll
  static void open() {
    Snapshots.access(); // opens what it looks at
    groups = Mem.offset(Matcher.class, "groups");
  }

  /** Releases make them larger than the pattern needs, and not alike. */
  @Test
  void roomForMoreGroupsThanThePatternHasIsNoState() {
    String digest = digest(found(6));
    assertThat(digest(found(20))).isEqualTo(digest);
    assertThat(digest(found(30))).isEqualTo(digest);
    Matcher other = found(20);
    ((int[]) Mem.getRef(other, groups))[3]--;
    assertThat(digest(other)).isNotEqualTo(digest);
  }

  @Test
  void whatIsUsedIsKept() {
    int[] used = {0, 1, 2, 3, -1, 7};
    assertThat(Matchers.within(used, 4)).isSameAs(used);
    assertThat(Matchers.within(used, 6)).isSameAs(used);
    assertThat(Matchers.within(new int[] {0, 1, -1, -1}, 2)).containsExactly(0, 1);
  }

  private static Matcher found(int room) {
    Matcher m = Pattern.compile("(a+)(b+)").matcher("xxaabbb");
    int[] rooms = new int[room];
    Arrays.fill(rooms, -1);
    Mem.putRef(m, groups, rooms);
    assertThat(m.find()).isTrue();
    return m;
  }

  private static String digest(Matcher m) {
    try (HeapImage image = Snapshots.capture(List.of(), m)) {
      return image.stateDigest();
    }
  }
}
