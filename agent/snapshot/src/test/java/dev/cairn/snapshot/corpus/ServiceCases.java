package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** Service loaders that have not looked yet, and such that have found all. */
public final class ServiceCases {
  private ServiceCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("service loaders", ServiceCases::loaders, o -> checkLoaders((List<?>) o)),
        new Case("providers, half read", ServiceCases::half, o -> checkHalf((List<?>) o))
            .ofOneRelease());
  }

  static List<Class<?>> classes() {
    return List.of(ServiceCases.class, First.class, Second.class);
  }

  /** The service. */
  public interface Named {
    String name();
  }

  public static final class First implements Named {
    private int asked;

    @Override
    public String name() {
      return "first" + ++asked;
    }
  }

  public static final class Second implements Named {
    @Override
    public String name() {
      return "second";
    }
  }

  private static List<String> names(ServiceLoader<Named> loader) {
    List<String> names = new ArrayList<>();
    loader.forEach(n -> names.add(n.name()));
    return names;
  }

  private static ServiceLoader<Named> read() {
    ServiceLoader<Named> loader = ServiceLoader.load(Named.class);
    assertThat(names(loader)).containsExactly("first1", "second");
    return loader;
  }

  private static Object loaders() {
    ServiceLoader<Named> reloaded = read();
    reloaded.reload();
    ServiceLoader<Named> read = read();
    return new ArrayList<>(
        List.of(ServiceLoader.load(Named.class), read, read.iterator().next(), reloaded));
  }

  @SuppressWarnings("unchecked")
  private static void checkLoaders(List<?> all) {
    ServiceLoader<Named> read = (ServiceLoader<Named>) all.get(1);
    assertThat(names((ServiceLoader<Named>) all.get(0))).containsExactly("first1", "second");
    assertThat(names(read)).containsExactly("first2", "second"); // the very providers
    assertThat(read.findFirst().orElseThrow() == all.get(2)).isTrue();
    assertThat(names((ServiceLoader<Named>) all.get(3))).containsExactly("first1", "second");
    read.reload();
    assertThat(names(read)).containsExactly("first1", "second");
    assertThat(StreamSupport.stream(read.spliterator(), false)).hasSize(2);
  }

  /** The loader has found all, the iterator has not come to the end. */
  private static Object half() {
    ServiceLoader<Named> loader = read();
    Iterator<Named> i = loader.iterator();
    i.next();
    return new ArrayList<>(List.of(loader, i));
  }

  @SuppressWarnings("unchecked")
  private static void checkHalf(List<?> all) {
    Iterator<Named> i = (Iterator<Named>) all.get(1);
    assertThat(i.next().name()).isEqualTo("second");
    assertThat(i.hasNext()).isFalse();
    assertThat(names((ServiceLoader<Named>) all.get(0))).containsExactly("first2", "second");
  }
}
