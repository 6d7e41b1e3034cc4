package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Classes that loaders of a job's own define; whole jobs with them are in the target OwnLoaders.
 */
class JobLoadersTest {
  private static final List<Class<?>> CLASSES = List.of(Plain.class);

  @TempDir Path folder;

  private SeenClasses seen;

  @BeforeEach
  void see() {
    Object made = new Plain("initialised", null);
    assertThat(made).isNotNull();
    seen = SeenClasses.install();
  }

  @AfterEach
  void forget() {
    SeenClasses.uninstall();
  }

  /** A loader as simple as can be. */
  static final class Plain extends ClassLoader {
    private int asked = 7;

    Plain(String name, ClassLoader parent) {
      super(name, parent);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      asked++;
      throw new ClassNotFoundException(name);
    }
  }

  /** Defined by several loaders. */
  public static final class Unit implements IntSupplier {
    private static int count = 41;
    private static double half = 0.5;
    private static Object last;
    private Missing missing; // its type is asked for by nobody

    @Override
    public int getAsInt() {
      last = this;
      return missing == null && half == 0.5 ? ++count : -1;
    }

    /** A lambda of such a class. */
    public static Supplier<String> lambda() {
      return () -> "x";
    }
  }

  /** A type that no loader is asked for. */
  public static final class Missing {}

  private Class<?> unit(ClassLoader loader) throws Exception {
    try (InputStream in = JobLoadersTest.class.getResourceAsStream("JobLoadersTest$Unit.class")) {
      return seen.define(loader, Unit.class.getName(), in.readAllBytes(), null, false);
    }
  }

  private static IntSupplier made(Class<?> c) throws Exception {
    return (IntSupplier) c.getConstructor().newInstance();
  }

  @Test
  void loadersAndClassesAreMadeAgain() throws Exception {
    Plain outer = new Plain("outer", JobLoadersTest.class.getClassLoader());
    Plain inner = new Plain(null, outer);
    IntSupplier first = made(unit(outer));
    IntSupplier second = made(unit(inner));
    for (int i = 0; i < 3; i++) {
      assertThat(first.getAsInt()).isEqualTo(42 + i);
    }
    assertThat(second.getAsInt()).isEqualTo(42);
    inner.asked = 9;
    HeapImage image = Snapshots.capture(CLASSES, first, second, inner, second.getClass());
    Path file = folder.resolve("loaders.cairn");
    Snapshots.write(image, file);

    List<Object> restored = Snapshots.restore(file);

    IntSupplier one = (IntSupplier) restored.get(0);
    IntSupplier two = (IntSupplier) restored.get(1);
    assertThat(one.getClass()).isNotIn(first.getClass(), Unit.class, two.getClass());
    Plain loader = (Plain) two.getClass().getClassLoader();
    assertThat(restored).element(2).isSameAs(loader);
    assertThat(restored).element(3).isSameAs(two.getClass());
    assertThat(loader.asked).isEqualTo(9);
    assertThat(loader.getName()).isNull();
    assertThat(loader.getParent()).isSameAs(one.getClass().getClassLoader());
    assertThat(loader.getParent().getName()).isEqualTo("outer");
    assertThat(loader.getUnnamedModule()).isSameAs(two.getClass().getModule());
    assertThat(System.identityHashCode(loader)).isEqualTo(System.identityHashCode(inner));
    assertThat(one.getAsInt()).isEqualTo(45);
    assertThat(two.getAsInt()).isEqualTo(43);
    assertThat(first.getAsInt()).isEqualTo(45);
    assertThat(second.getAsInt()).isEqualTo(43);
    assertThat(outer.asked + inner.asked).as("nobody asked for Missing").isEqualTo(7 + 9);
    String now = Snapshots.capture(CLASSES, one, two, loader, two.getClass()).stateDigest();
    assertThat(now)
        .isEqualTo(
            Snapshots.capture(CLASSES, first, second, inner, second.getClass()).stateDigest())
        .isNotEqualTo(SnapshotFile.readHeader(file).stateDigest());
  }

  @Test
  void whatCanNotBeMadeAgainIsRefusedByName() throws Exception {
    Plain asserting = new Plain("asserting", null);
    asserting.setDefaultAssertionStatus(true);
    refused("settings for assertions", asserting);

    Plain loader = new Plain("lambdas", JobLoadersTest.class.getClassLoader());
    refused("hidden class", unit(loader).getMethod("lambda").invoke(null));

    Plain unseen = new Plain("unseen", JobLoadersTest.class.getClassLoader());
    IntSupplier o = made(unit(unseen));
    seen.forget(unseen);
    refused("Plain, a class loader of the job's own", o);
    refused("in a way that was not seen", unseen);

    Plain proxies = new Plain("proxies", JobLoadersTest.class.getClassLoader());
    Object proxy = Proxy.newProxyInstance(proxies, new Class<?>[] {}, (p, m, args) -> null);
    seen.add(proxies, proxy.getClass().getName(), new byte[0]);
    refused("Plain, a class loader of the job's own", proxy);
  }

  private static void refused(String because, Object local) {
    assertThatThrownBy(() -> Snapshots.capture(CLASSES, local))
        .isInstanceOf(NotCapturableException.class)
        .hasMessageContaining(because);
  }
}
