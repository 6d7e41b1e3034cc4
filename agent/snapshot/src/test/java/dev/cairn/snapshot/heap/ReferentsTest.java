package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.TestAgent;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * That a raw load of a referent ends a JVM is seen with {@code -XX:+UseZGC -XX:TieredStopAtLevel=1
 * -XX:ZCollectionInterval=0.005} in one start of ten; that there is no such load, here.
 */
class ReferentsTest {
  private static final ClassLoader LOADER = ReferentsTest.class.getClassLoader();
  private static final HeapAccess HEAP = HeapAccess.open(TestAgent.instrumentation());

  @Test
  void readsWhatEveryKindOfReferenceRefersTo() {
    Object o = new Object();
    assertThat(Referents.of(new WeakReference<>(o))).isSameAs(o);
    assertThat(Referents.of(new SoftReference<>(o))).isSameAs(o);
    assertThat(Referents.of(new PhantomReference<>(o, new ReferenceQueue<>()))).isSameAs(o);
    WeakReference<Object> cleared = new WeakReference<>(o);
    cleared.clear();
    assertThat(Referents.of(cleared)).isNull();
  }

  @Test
  void noWalkLoadsWhatBelongsToTheCollector() {
    JdkTables tables =
        new JdkTables(TestAgent.instrumentation(), HEAP.header(), LOADER, c -> false);
    assertThat(Arrays.stream(tables.get(WeakReference.class).references()).boxed())
        .doesNotContain(offset("referent"), offset("discovered"))
        .contains(offset("next"));

    Shape shape = new Shapes(LOADER, new Codecs(LOADER)).get(WeakReference.class);
    Optional<Shape.Slot> referent =
        shape.slots().stream().filter(s -> s.offset() == offset("referent")).findAny();
    assertThat(referent).isPresent();
    assertThat(referent.get().view()).isNotNull();
    assertThat(shape.slots()).noneMatch(s -> s.offset() == offset("discovered"));
  }

  private static long offset(String field) {
    return Mem.offset(Reference.class, field);
  }
}
