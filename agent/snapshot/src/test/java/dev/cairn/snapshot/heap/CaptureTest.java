package dev.cairn.snapshot.heap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.TestAgent;
import dev.cairn.snapshot.corpus.ServiceCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  @TempDir Path dir;

  static final class Pool {
    Object conn;
    Object[] all = new Object[3];
    static Object cache;
  }

  static final class Native {
    long handle;

    native void call();
  }

  static final class NotCaptured {}

  @Test
  void refusesByPathFromAFrame() {
    Pool pool = new Pool();
    pool.all[2] = List.of(new java.net.Socket());
    assertThat(refused(pool))
        .hasMessage(
            "frame dev.cairn.snapshot.heap.Snapshots$Job.run(): local v0"
                + " -> dev.cairn.snapshot.heap.CaptureTest$Pool.all -> java.lang.Object[2]"
                + " -> java.util.ImmutableCollections$List12.e0 -> java.net.Socket:"
                + " a connection can't be copied; close it before the safe point");
  }

  @interface Plain {
    int LEVEL = 3;
  }

  @interface Counted {
    int[] SEEN = new int[1];
  }

  /**
   * Whether one without an initialiser is initialised differs between releases, and is no state.
   */
  @Test
  void leavesOutAnnotationInterfacesWithoutAnInitialiser() throws ReflectiveOperationException {
    for (Class<?> c : List.of(Plain.class, Counted.class)) {
      assertThat(Class.forName(c.getName())).matches(Mem::initialised);
    }
    assertThat(Snapshots.capture(List.of(Plain.class, Counted.class)).initialised())
        .contains(Counted.class.getName())
        .doesNotContain(Plain.class.getName());
  }

  /** It would show in the next state's digest. */
  @Test
  void asksNothingOfANumberThatTheNumberKeeps() {
    BigDecimal number = new BigDecimal(BigInteger.ONE.shiftLeft(90), 1);
    Snapshots.capture(List.of(), number);
    assertThat(Mem.getInt(number, Mem.offset(BigDecimal.class, "precision"))).isZero();
  }

  @Test
  void refusesByPathFromAStatic() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
      Pool.cache = socket;
      assertThat(refused(new Pool()).path())
          .isEqualTo(
              "static dev.cairn.snapshot.heap.CaptureTest$Pool.cache -> java.net.ServerSocket");
    } finally {
      Pool.cache = null;
    }
  }

  @Test
  void refusesByPathThroughAFieldThatOtherReleasesHave() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket()) {
      assertThat(refused(new LinkedTransferQueue<>(List.of(socket))).path())
          .contains("-> java.util.concurrent.LinkedTransferQueue.head -> ")
          .endsWith("DualNode.item -> java.net.ServerSocket");
    }
  }

  @Test
  void refusesWhatHasStateElsewhere()
      throws java.net.MalformedURLException, NoSuchAlgorithmException {
    assertThat(
            catchThrowableOfType(
                    NotCapturableException.class,
                    () -> Snapshots.capture(List.of(Native.class), new Native()))
                .getMessage())
        .startsWith("frame dev.cairn.snapshot.heap.Snapshots$Job.run(): local v0 -> ")
        .contains("native methods");
    assertThat(refused(new java.net.URL(null, "own:x", new OwnHandler())).reason())
        .contains("stream handler of the program's own");
    assertThat(refused(new NotCaptured()).reason()).contains("not completely initialised");
    assertThat(refused(new java.util.zip.Inflater()).reason()).contains("before the job began");
    assertThat(refused(SecureRandom.getInstance("DRBG")).reason()).contains("of the host");
    java.util.ServiceLoader<?> halfway = java.util.ServiceLoader.load(ServiceCases.Named.class);
    assertThat(halfway.findFirst()).isPresent();
    assertThat(refused(halfway).reason()).contains("has looked at some of its providers");
    ExecutorService pool = new Executing();
    assertThat(refused(pool).reason()).contains("executor");
  }

  /** What it shares with its superclass is not known to be all. */
  private static final class Executing extends java.util.concurrent.ForkJoinPool {}

  @Test
  void refusesAReferenceThatWaitsInAQueue() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> first = new WeakReference<>(new Object(), queue);
    WeakReference<Object> second = new WeakReference<>(new Object(), queue);
    assertThat(first.enqueue() && second.enqueue()).isTrue();
    assertThat(refused(second, queue).reason()).contains("queue");
  }

  @Test
  void carriesAStreamThatTheJobReplaced() {
    PrintStream original = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(bytes, true, UTF_8));
      System.out.print("before");
      Path file = dir.resolve("s.cairn");
      Snapshots.write(Snapshots.capture(List.of(), bytes), file);
      System.setOut(original);
      ByteArrayOutputStream copy = (ByteArrayOutputStream) Snapshots.restore(file).get(0);
      assertThat(System.out).isNotSameAs(original);
      System.out.print(" after");
      assertThat(copy.toString(UTF_8)).isEqualTo("before after");
      assertThat(bytes.toString(UTF_8)).isEqualTo("before");
    } finally {
      System.setOut(original);
    }
  }

  @Test
  void refusedCaptureLeavesNoTrace() {
    Object[] objects = unhashed();
    Object[] locals = java.util.Arrays.copyOf(objects, objects.length + 1);
    locals[objects.length] = new java.net.Socket();
    assertThat(refused(locals).reason()).contains("connection");
    assertUnhashed(objects);
  }

  @Test
  void captureGivesNoObjectAnIdentityHash() {
    Object[] objects = unhashed();
    Object hashed = new Object();
    int hash = System.identityHashCode(hashed);
    Snapshots.capture(List.of(), objects, hashed, new HashMap<>(Map.of("k", objects)));
    assertUnhashed(objects);
    assertThat(System.identityHashCode(hashed)).isEqualTo(hash);
    Class<?> fresh = unhashedClass();
    Snapshots.capture(List.of(), fresh);
    assertThat(header().read(fresh)).isZero();
  }

  /** One of the JDK's that nobody in this JVM has asked for its hash code. */
  private static Class<?> unhashedClass() {
    return Arrays.stream(TestAgent.instrumentation().getAllLoadedClasses())
        .filter(c -> c.getName().startsWith("java.util.") && !c.isHidden())
        .filter(c -> header().read(c) == 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lockedObjectsKeepTheirLock() {
    Object[] objects = unhashed();
    synchronized (objects[0]) {
      Snapshots.capture(List.of(), (Object) objects);
      assertThat(Thread.holdsLock(objects[0])).isTrue();
    }
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(), (Object) objects), file);
    assertThat((Object[]) Snapshots.restore(file).get(0)).hasSize(objects.length);
  }

  @Test
  void sameStateSameDigest() {
    assertThat(digest(5)).isEqualTo(digest(5)).isNotEqualTo(digest(6));
  }

  private static String digest(int v) {
    Object key = new Object();
    System.identityHashCode(key);
    return Snapshots.capture(List.of(), new ArrayList<>(List.of(v, "x")), key).stateDigest();
  }

  @Test
  void restoreRefusesAnotherShape() {
    assertThatThrownBy(
            () -> {
              throw ClassTable.shape("com.acme.A", List.of("x of type I"), List.of("y of type J"));
            })
        .isInstanceOf(SnapshotMismatchException.class)
        .hasMessageContaining(
            "class com.acme.A is another one here: the snapshot has field x of type I, here is"
                + " field y of type J");
  }

  private static HeaderHash header() {
    return Snapshots.access().header();
  }

  private static Object[] unhashed() {
    Object[] objects = new Object[500];
    for (int i = 0; i < objects.length; i++) {
      objects[i] = i % 2 == 0 ? new Object() : new int[i];
    }
    return objects;
  }

  private static void assertUnhashed(Object[] objects) {
    for (Object o : objects) {
      assertThat(header().read(o)).isZero();
    }
  }

  private static NotCapturableException refused(Object... locals) {
    return catchThrowableOfType(
        NotCapturableException.class,
        () -> Snapshots.capture(List.of(CaptureTest.class, Pool.class), locals));
  }

  private static final class OwnHandler extends java.net.URLStreamHandler {
    @Override
    protected java.net.URLConnection openConnection(java.net.URL u) throws java.io.IOException {
      throw new java.io.IOException("never opened");
    }
  }
}
