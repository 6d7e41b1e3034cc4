package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What programs keep in statics to call methods by: handles to members, types, lookups. */
final class HandleCases {
  static final List<Class<?>> CLASSES = List.of(HandleCases.class, Base.class, Derived.class);

  static class Base {
    static int made;
    int value;

    Base(int value) {
      this.value = value;
      made++;
    }

    private int plus(int x) {
      return value + x;
    }

    int twice() {
      return 2 * value;
    }

    static String joined(String first, Object... more) {
      return first + Arrays.toString(more);
    }
  }

  static final class Derived extends Base {
    Derived(int value) {
      super(value);
    }

    @Override
    int twice() {
      return -2 * value;
    }
  }

  private HandleCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("method handles", HandleCases::handles, o -> check((Object[]) o)),
        new Case("lookup and method type", HandleCases::lookup, o -> checkLookup((Object[]) o)));
  }

  private static Object[] handles() {
    try {
      MethodHandles.Lookup l = MethodHandles.lookup();
      MethodType joined = MethodType.methodType(String.class, String.class, Object[].class);
      MethodHandle varargs = l.findStatic(Base.class, "joined", joined);
      return new Object[] {
        l.findVirtual(Base.class, "plus", MethodType.methodType(int.class, int.class)),
        l.findVirtual(Derived.class, "twice", MethodType.methodType(int.class)),
        l.findConstructor(Derived.class, MethodType.methodType(void.class, int.class)),
        l.findGetter(Derived.class, "value", int.class),
        l.findSetter(Base.class, "value", int.class),
        l.findStaticGetter(Base.class, "made", int.class),
        varargs,
        varargs.asFixedArity(),
        l.findVirtual(List.class, "size", MethodType.methodType(int.class)),
        l.findStatic(Math.class, "max", MethodType.methodType(long.class, long.class, long.class)),
        l.findStaticSetter(Base.class, "made", int.class),
      };
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(Object[] moved) {
    MethodHandle[] h = Arrays.copyOf(moved, moved.length, MethodHandle[].class);
    try {
      Derived d = (Derived) h[2].invokeExact(20);
      assertThat((int) h[0].invokeExact((Base) d, 3)).isEqualTo(23);
      assertThat((int) h[1].invokeExact(d)).isEqualTo(-40);
      assertThat((int) h[3].invokeExact(d)).isEqualTo(20);
      h[4].invokeExact((Base) d, 5);
      assertThat(d.value).isEqualTo(5);
      h[10].invokeExact(77);
      assertThat((int) h[5].invokeExact()).isEqualTo(77);
      assertThat(h[6].isVarargsCollector()).isTrue();
      assertThat((String) h[6].invoke("a", 1, 2)).isEqualTo("a[1, 2]");
      assertThat(h[7].isVarargsCollector()).isFalse();
      assertThat((String) h[7].invokeExact("a", new Object[] {3})).isEqualTo("a[3]");
      assertThat((int) h[8].invokeExact(List.of(1, 2))).isEqualTo(2);
      assertThat((long) h[9].invokeExact(4L, 5L)).isEqualTo(5);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
    Base.made = 0;
  }

  private static Object[] lookup() {
    MethodType type = MethodType.methodType(Base.class, int[].class, String.class, long.class);
    return new Object[] {MethodHandles.lookup(), type, new ArrayList<>(List.of(type))};
  }

  private static void checkLookup(Object[] moved) {
    MethodHandles.Lookup l = (MethodHandles.Lookup) moved[0];
    MethodType type = (MethodType) moved[1];
    assertThat(l.lookupClass()).isEqualTo(HandleCases.class);
    assertThat(l.hasFullPrivilegeAccess()).isTrue();
    assertThat(type == MethodType.methodType(Base.class, int[].class, String.class, long.class))
        .isTrue();
    assertThat(((List<?>) moved[2]).get(0) == type).isTrue();
    try {
      MethodHandle private0 =
          l.findVirtual(Base.class, "plus", MethodType.methodType(int.class, int.class));
      assertThat((int) private0.invokeExact(new Base(1), 1)).isEqualTo(2);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
    Base.made = 0;
  }
}
