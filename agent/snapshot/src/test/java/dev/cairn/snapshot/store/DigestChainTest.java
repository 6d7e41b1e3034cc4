package dev.cairn.snapshot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.store.DigestChain.Link;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestChainTest {
  private static final String A = "a1".repeat(32);
  private static final String B = "b2".repeat(32);

  private static DigestChain chain(String... digests) {
    List<Link> links = new ArrayList<>();
    Link link = Link.C0;
    for (String digest : digests) {
      link = link.next(link.reached() + 10, digest);
      links.add(link);
    }
    return new DigestChain(10, Link.C0, links);
  }

  /** Worked out by another program: the file means the same in years to come. */
  @Test
  void eachLinkHashesTheOneBefore() {
    assertThat(chain(A, B).text())
        .isEqualTo(
            "cairn digests 1, every 10 safe points\n"
                + "0 - 0000000000000000000000000000000000000000000000000000000000000000\n"
                + "10 a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"
                + " b0986458b649f4819aa18c82e0223e25b541b1ed7831043ffb32953994e26e00\n"
                + "20 b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
                + " 8a2a0e14e9d584a8ce7a91fea8b543b544cfbeb01efd030436b4d6340eb0e2c3\n");
  }

  @Test
  void readsWhatItWrote() throws Exception {
    assertThat(DigestChain.parse(chain(A, B, A).text())).isEqualTo(chain(A, B, A));
    assertThat(DigestChain.parse(chain(A, B).text() + "30 a1a1")).isEqualTo(chain(A, B));
    assertThat(chain(A, B, A).upTo(29)).isEqualTo(chain(A, B));
  }

  @Test
  void noLineCanBeChangedOrLeftOut() {
    String text = chain(A, B, A).text();
    for (int i = text.indexOf("10 a"); i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        String other = text.substring(0, i) + (c == '0' ? '1' : '0') + text.substring(i + 1);
        assertThatThrownBy(() -> DigestChain.parse(other))
            .as(other)
            .isInstanceOf(DigestChain.BrokenException.class)
            .hasMessageMatching("line [3-5] .*");
      }
    }
    assertThatThrownBy(() -> DigestChain.parse(text.replaceFirst("20 .*\n", "")))
        .hasMessage("line 4 does not follow from the one before it");
    assertThatThrownBy(() -> DigestChain.parse("nothing of the kind\n"))
        .isInstanceOf(DigestChain.BrokenException.class);
  }

  @Test
  void tellsWhereTwoRunsDiffer() {
    assertThat(chain(A, B, A).firstDifference(chain(A, B))).isEmpty();
    assertThat(chain(A, B, A).firstDifference(chain(A, A, B))).contains(20L);
  }
}
