package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of JDK classes name classes. */
class JdkTablesTest {
  /** In later releases than 17, or no longer in the latest. */
  private static final Set<String> SOME_RELEASES =
      Set.of(
          "java.util.SequencedCollection",
          "java.util.ReverseOrderListView",
          "java.util.ReverseOrderDequeView",
          "java.util.ReverseOrderSortedMapView",
          "java.util.ReverseOrderSortedSetView",
          "java.text.ListFormat",
          "jdk.internal.misc.InternalLock",
          "sun.nio.ch.ChannelOutputStream");

  @Test
  void everyEntryIsAClass() {
    Set<String> missing = new TreeSet<>();
    for (String name : JdkClasses.names()) {
      try {
        Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      } catch (ClassNotFoundException e) {
        missing.add(name);
      }
    }
    missing.removeAll(SOME_RELEASES);
    assertThat(missing).isEmpty();
  }

  @Test
  void whatHasStateElsewhereIsInNoEntry() throws Exception {
    for (String name :
        new String[] {
          "java.lang.Process",
          "java.lang.ClassLoader",
          "java.lang.ref.Cleaner",
          "jdk.internal.ref.Cleaner",
          "java.net.Socket",
          "java.util.concurrent.ForkJoinPool",
          "sun.security.provider.DRBG",
          "java.lang.invoke.DirectMethodHandle"
        }) {
      assertThat(JdkClasses.copied(Class.forName(name, false, null))).as(name).isFalse();
    }
  }
}
