package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.annotations.Recreate;
import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecreateTest {
  @TempDir Path dir;

  /** What was called, in order; no part of the job. */
  private static final class Log {
    static final List<String> CALLS = new ArrayList<>();
  }

  private static class Base {
    final String name;

    @Deprecated
    @Recreate("open")
    private Object socket = new Socket();

    Base(String name) {
      this.name = name;
    }

    private Object open() {
      Log.CALLS.add(name + ".socket");
      return "made for " + name;
    }
  }

  private static final class Derived extends Base {
    @Recreate("size")
    private final int size;

    @Recreate("size")
    private int again;

    Derived next;

    Derived(String name, int size, Derived next) {
      super(name);
      this.size = size;
      this.next = next;
    }

    private int size() {
      Log.CALLS.add(name + (again == 0 ? ".again" : ".size"));
      return next == null ? 1 : 1 + next.name.length();
    }
  }

  private static final class Statics {
    @Recreate("b")
    static Object b = new Socket();

    @Recreate("a")
    static final List<Object> A = new ArrayList<>();

    static String plain = "plain";

    static List<Object> a() {
      Log.CALLS.add("A " + plain + " " + Thread.currentThread().getName());
      return new ArrayList<>(List.of("a"));
    }

    static Object b() {
      Log.CALLS.add("b after " + A);
      return "b";
    }
  }

  @Test
  void whatIsMarkedIsLeftOutAndMadeAgainInOrder() {
    Derived last = new Derived("last", 7, null);
    Derived first = new Derived("first", 8, last);
    last.next = first;
    Statics.A.add(new Socket());
    Path file = dir.resolve("x");
    Snapshots.write(
        Snapshots.capture(List.of(Base.class, Derived.class, Statics.class), first), file);
    Log.CALLS.clear();

    Derived restored = (Derived) Snapshots.restore(file).get(0);

    assertThat(Log.CALLS)
        .containsExactly(
            "A plain cairn-recreate",
            "b after [a]",
            "first.socket",
            "first.again", // by name: its size is still missing
            "first.size",
            "last.socket",
            "last.again",
            "last.size");
    assertThat(Statics.b).isEqualTo("b");
    assertThat(((Base) restored).socket).isEqualTo("made for first");
    assertThat(restored.again).isEqualTo(5);
    assertThat(restored.next.again).isEqualTo(6);
    assertThat(restored.next.next).isSameAs(restored);
  }

  private static final class Kinds {
    @Recreate("z")
    boolean z;

    @Recreate("b")
    byte b;

    @Recreate("c")
    char c;

    @Recreate("s")
    short s;

    @Recreate("i")
    int i;

    @Recreate("j")
    long j;

    @Recreate("f")
    float f;

    @Recreate("d")
    double d;

    @Recreate("l")
    Integer l;

    boolean z() {
      return true;
    }

    byte b() {
      return -2;
    }

    char c() {
      return '\uffff';
    }

    short s() {
      return -3;
    }

    int i() {
      return -4;
    }

    long j() {
      return Long.MIN_VALUE;
    }

    float f() {
      return -0f;
    }

    double d() {
      return Math.PI;
    }

    Integer l() {
      return 9;
    }

    /** Not the one that is meant. */
    int i(int other) {
      return other;
    }
  }

  @Test
  void fieldsOfEveryType() {
    Path file = dir.resolve("x");
    Snapshots.write(Snapshots.capture(List.of(Kinds.class), new Kinds()), file);
    Kinds k = (Kinds) Snapshots.restore(file).get(0);
    assertThat(k.z).isTrue();
    assertThat(k.b).isEqualTo((byte) -2);
    assertThat(k.c).isEqualTo('\uffff');
    assertThat(k.s).isEqualTo((short) -3);
    assertThat(k.i).isEqualTo(-4);
    assertThat(k.j).isEqualTo(Long.MIN_VALUE);
    assertThat(Float.floatToRawIntBits(k.f)).isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(k.d).isEqualTo(Math.PI);
    assertThat(k.l).isEqualTo(9);
  }

  @Test
  void isNoPartOfTheState() {
    Base one = new Base("same");
    Base other = new Base("same");
    other.socket = null;
    assertThat(Snapshots.capture(List.of(Base.class), one).stateDigest())
        .isEqualTo(Snapshots.capture(List.of(Base.class), other).stateDigest());
  }

  private static final class Misspelt {
    @Recreate("opne")
    Object socket;

    static Object opne() { // the field is not static
      return "";
    }
  }

  @Test
  void aMethodThatIsNotThereIsRefusedAtTheSnapshot() {
    assertThatThrownBy(() -> Snapshots.capture(List.of(Misspelt.class), new Misspelt()))
        .isInstanceOf(NotCapturableException.class)
        .hasMessage(
            "frame dev.cairn.snapshot.heap.Snapshots$Job.run(): local v0"
                + " -> dev.cairn.snapshot.heap.RecreateTest$Misspelt: its field"
                + " dev.cairn.snapshot.heap.RecreateTest$Misspelt.socket is marked"
                + " @Recreate(\"opne\"), and its class has no such method;"
                + " declare java.lang.Object opne() there");
  }

  private static final class Failing {
    @Recreate("fail")
    Object socket = "";

    Object fail() {
      throw new IllegalStateException("no server");
    }
  }

  @Test
  void aMethodThatThrowsEndsTheResume() {
    Path file = dir.resolve("x");
    Snapshots.write(Snapshots.capture(List.of(Failing.class), new Failing()), file);
    assertThatThrownBy(() -> Snapshots.restore(file))
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessage(
            "field dev.cairn.snapshot.heap.RecreateTest$Failing.socket can't be made again:"
                + " its method fail() threw java.lang.IllegalStateException: no server;"
                + " resume where it finds what it needs");
  }
}
