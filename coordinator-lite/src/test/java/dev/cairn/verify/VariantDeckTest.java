package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariantDeckTest {
  private static final Jdk OLD = new Jdk(Path.of("/jdk17"), "17.0.1", 17);
  private static final Jdk NEW = new Jdk(Path.of("/jdk25"), "25.0.1", 25);

  @Test
  void dealsAllOfEachKindBeforeAnyComesAgain() {
    List<JvmVariant> variants = deal(new VariantDeck(List.of(OLD, NEW), List.of(), 1), 12, true);

    assertThat(count(variants, "-XX:\\+Use.*GC"))
        .containsOnlyKeys("-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC")
        .allSatisfy((option, n) -> assertThat(n).isEqualTo(3));
    assertThat(count(variants, "-X(int|share:off)|-XX:(-Tiered|-UseCompressedOops|Tiered).*"))
        .hasSize(5)
        .allSatisfy((option, n) -> assertThat(n).isEqualTo(2));
    assertThat(variants.stream().filter(v -> v.jdk().equals(OLD))).hasSize(6);
  }

  @Test
  void neverRunsTwoLegsInTheSameConfiguration() {
    for (long seed = 0; seed < 200; seed++) {
      List<JvmVariant> variants =
          deal(new VariantDeck(List.of(OLD), List.of(), seed), 30, seed % 2 == 0);
      for (int i = 1; i < variants.size(); i++) {
        assertThat(variants.get(i).configuration())
            .as("leg %d, seed %d", i, seed)
            .isNotEqualTo(variants.get(i - 1).configuration());
      }
    }
  }

  @Test
  void leavesTheInterpreterToShortLegs() {
    assertThat(deal(new VariantDeck(List.of(OLD), List.of(), 3), 40, false))
        .noneMatch(v -> v.options().contains("-Xint"));
  }

  @Test
  void leavesTheJobsOwnCollectorAlone() {
    List<String> own = List.of("-XX:+UseShenandoahGC");

    assertThat(count(deal(new VariantDeck(List.of(OLD), own, 3), 40, true), ".*GC")).isEmpty();
  }

  @Test
  void givesSmallHeadersOnlyToWhoKnowsThem() {
    List<JvmVariant> variants = deal(new VariantDeck(List.of(OLD, NEW), List.of(), 4), 60, true);

    assertThat(variants.stream().filter(v -> v.options().contains("-XX:+UseCompactObjectHeaders")))
        .isNotEmpty()
        .allMatch(v -> v.jdk().equals(NEW));
  }

  @Test
  void repeatsItselfByItsSeed() {
    List<JvmVariant> once = deal(new VariantDeck(List.of(OLD, NEW), List.of(), 8), 20, true);

    assertThat(deal(new VariantDeck(List.of(OLD, NEW), List.of(), 8), 20, true)).isEqualTo(once);
    assertThat(deal(new VariantDeck(List.of(OLD, NEW), List.of(), 9), 20, true)).isNotEqualTo(once);
  }

  private static List<JvmVariant> deal(VariantDeck deck, int n, boolean shortLegs) {
    List<JvmVariant> dealt = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      dealt.add(deck.deal(shortLegs));
    }
    return dealt;
  }

  private static Map<String, Integer> count(List<JvmVariant> variants, String pattern) {
    Map<String, Integer> counts = new HashMap<>();
    variants.stream()
        .flatMap(v -> v.options().stream())
        .filter(o -> o.matches(pattern))
        .forEach(o -> counts.merge(o, 1, Integer::sum));
    return counts;
  }
}
