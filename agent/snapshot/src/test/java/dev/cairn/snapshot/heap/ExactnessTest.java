package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.snapshot.NotCapturableException;
import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.invoke.VarHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small things of the JDK and of the language whose loss a program would notice. */
class ExactnessTest {
  @TempDir Path dir;

  private List<Object> moved(Object... locals) {
    Path file = dir.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(ExactnessTest.class), locals), file);
    return Snapshots.restore(file);
  }

  private static void nothing() {}

  @Test
  void lambdasOfOneRecipeStayDistinctObjects() {
    Runnable a = ExactnessTest::nothing;
    Runnable b = ExactnessTest::nothing;
    Set<Runnable> hashed = new HashSet<>(List.of(a, b));

    List<Object> moved = moved(a, b, hashed, a);

    assertThat(moved.get(0)).isNotSameAs(moved.get(1)).isSameAs(moved.get(3));
    assertThat((Set<?>) moved.get(2)).hasSize(2);
    assertThat(((Set<?>) moved.get(2)).contains(moved.get(0))).isTrue();
    assertThat(((Set<?>) moved.get(2)).contains(moved.get(1))).isTrue();
    assertThat(System.identityHashCode(moved.get(0))).isEqualTo(System.identityHashCode(a));
    assertThat(System.identityHashCode(moved.get(1))).isEqualTo(System.identityHashCode(b));
  }

  @Test
  @SuppressWarnings("ReferenceEquality")
  void aLiteralIsTheLiteralAgain() {
    List<Object> moved = moved("a literal of this class", new String("a literal of this class"));

    assertThat(moved.get(0) == (Object) "a literal of this class").isTrue();
    assertThat(moved.get(1) == (Object) "a literal of this class").isFalse();
  }

  @Test
  void aPatternKeepsTheFlagsItWasCompiledWith() {
    Pattern p = Pattern.compile("a(?i)b");
    assertThat(p.matcher("AB").matches()).isFalse();

    Pattern moved = (Pattern) moved(p).get(0);

    assertThat(moved.matcher("AB").matches()).isFalse();
    assertThat(moved.matcher("aB").matches()).isTrue();
    assertThat(moved.flags()).isEqualTo(p.flags());
  }

  @Test
  void aNullPointerExceptionKeepsItsHelpfulMessage() {
    int[] none = null;
    NullPointerException fresh = thrownByReading(none); // nobody asked for its message yet
    NullPointerException asked = thrownByReading(none);
    String message = asked.getMessage();

    List<Object> moved = moved(fresh, asked, new NullPointerException());

    assertThat(message).contains("Cannot load from int array");
    assertThat((Throwable) moved.get(0)).hasMessage(message);
    assertThat((Throwable) moved.get(1)).hasMessage(message);
    assertThat((Throwable) moved.get(2)).hasMessage(null);
  }

  private static NullPointerException thrownByReading(int[] a) {
    try {
      throw new AssertionError("read " + a[0]);
    } catch (NullPointerException e) {
      return e;
    }
  }

  @Test
  void aVarHandleKeepsWhetherItInvokesExactly() {
    VarHandle array = MethodHandles.arrayElementVarHandle(int[].class);

    List<Object> moved = moved(array, array.withInvokeExactBehavior());

    assertThat(((VarHandle) moved.get(0)).hasInvokeExactBehavior()).isFalse();
    VarHandle exact = (VarHandle) moved.get(1);
    assertThat(exact.hasInvokeExactBehavior()).isTrue();
    Assertions.assertThatThrownBy(() -> exact.set(new int[1], 0, (byte) 1))
        .isInstanceOf(WrongMethodTypeException.class);
  }

  @Test
  void pathsOfTheDefaultFileSystemMove() throws IOException {
    List<Path> paths = List.of(Path.of("out", "a b.txt"), Path.of(""), Path.of("/tmp/../x/"));

    List<Object> moved = moved(paths, paths.get(0), new HashSet<>(paths));

    assertThat((List<?>) moved.get(0)).isEqualTo(paths);
    assertThat(((List<?>) moved.get(0)).get(0)).isSameAs(moved.get(1)).isNotSameAs(paths.get(0));
    assertThat(((Set<?>) moved.get(2)).contains(Path.of("/tmp/../x"))).isTrue();
    assertThat(((Path) moved.get(1)).getFileName()).hasToString("a b.txt");
  }

  @Test
  void aPathIntoAnArchiveIsRefused() throws IOException {
    Path zip = dir.resolve("a.zip");
    try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = archive.getPath("x");
      Assertions.assertThatThrownBy(() -> moved(inside)).isInstanceOf(NotCapturableException.class);
    }
  }

  @Test
  void aHandleMadeOfOthersIsRefused() throws ReflectiveOperationException {
    MethodHandle max =
        MethodHandles.lookup()
            .findStatic(Math.class, "max", MethodType.methodType(int.class, int.class, int.class));
    for (MethodHandle made :
        List.of(
            MethodHandles.insertArguments(max, 1, 5),
            max.asType(MethodType.methodType(long.class, int.class, int.class)),
            max.asSpreader(Object[].class, 2),
            max.asSpreader(Object[].class, 2).asVarargsCollector(Object[].class))) {
      Assertions.assertThatThrownBy(() -> moved(made)).isInstanceOf(NotCapturableException.class);
    }
  }

  @Test
  void cachedValuesAreTheCachedOnesAgain() {
    List<Object> moved =
        moved(
            BigInteger.valueOf(5),
            BigDecimal.valueOf(3),
            LocalTime.of(5, 0),
            String.class.getName(),
            TimeUnit.SECONDS.name(),
            new BigInteger("5"));

    assertThat(moved.get(0)).isSameAs(BigInteger.valueOf(5)).isNotSameAs(moved.get(5));
    assertThat(moved.get(1)).isSameAs(BigDecimal.valueOf(3));
    assertThat(moved.get(2)).isSameAs(LocalTime.of(5, 0));
    assertThat(moved.get(3)).isSameAs(String.class.getName());
    assertThat(moved.get(4)).isSameAs(TimeUnit.SECONDS.name());
    assertThat(moved.get(5)).isEqualTo(BigInteger.valueOf(5));
  }

  @Test
  void theEnvironmentAndLoggersAreNoSingletons() {
    assertThat(refusal(System.getenv())).contains("System.getenv's map is of this process");
    Logger global = Logger.getGlobal();
    global.setFilter(record -> true);
    try {
      assertThat(refusal(global)).contains("handlers or a filter of its own");
    } finally {
      global.setFilter(null);
    }
    assertThat(moved(Level.INFO, global).get(0)).isSameAs(Level.INFO);
  }

  @Test
  void aLoggerHasTheLevelThatTheJobGaveIt() {
    Logger logger = Logger.getLogger("dev.cairn.exactness");
    Path file = dir.resolve("logger.cairn");
    logger.setLevel(Level.FINER);
    logger.setUseParentHandlers(false);
    Snapshots.write(Snapshots.capture(List.of(ExactnessTest.class), logger), file);
    logger.setLevel(null);
    logger.setUseParentHandlers(true);

    assertThat(Snapshots.restore(file).get(0)).isSameAs(logger);

    assertThat(logger.getLevel()).isSameAs(Level.FINER);
    assertThat(logger.getUseParentHandlers()).isFalse();
  }

  @Test
  @SuppressWarnings("unchecked")
  void aLambdaThatCastsMoreThanItsMethodCastsAgain() {
    Function<String, String> narrow = Object::toString;
    Function<Object, String> wide = Object::toString;
    BiConsumer<ArrayList<String>, String> both = List::add;
    BiConsumer<ArrayList<String>, Object> first = (list, o) -> list.add(o.toString());
    Collector<String, ?, List<String>> collector = Collectors.toList();

    List<Object> moved = moved(narrow, wide, both, first, collector);

    Function<Object, Object> again = (Function<Object, Object>) moved.get(0);
    assertThat(again.apply("a")).isEqualTo("a");
    assertThatThrownBy(() -> again.apply(1)).isInstanceOf(ClassCastException.class);
    assertThat(((Function<Object, Object>) moved.get(1)).apply(1)).isEqualTo("1");
    BiConsumer<Object, Object> adds = (BiConsumer<Object, Object>) moved.get(2);
    assertThatThrownBy(() -> adds.accept(new ArrayList<>(), 1))
        .isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> adds.accept(new LinkedList<>(), "1"))
        .isInstanceOf(ClassCastException.class);
    ((BiConsumer<Object, Object>) moved.get(3)).accept(new ArrayList<>(), 1);
    assertThat(Stream.of("b").collect((Collector<String, ?, List<String>>) moved.get(4)))
        .containsExactly("b");
  }

  private interface Text<T> extends Function<T, String>, Serializable {}

  @Test
  void aSerializableLambdaTellsTheTypesItHas() throws ReflectiveOperationException {
    Text<String> narrow = String::valueOf;
    Text<Integer> other = String::valueOf;

    List<Object> moved = moved(narrow, other);

    assertThat(types(narrow)).isEqualTo("(Ljava/lang/String;)Ljava/lang/String;");
    assertThat(types(moved.get(0))).isEqualTo(types(narrow));
    assertThat(types(moved.get(1))).isEqualTo(types(other));
  }

  private static String types(Object lambda) throws ReflectiveOperationException {
    Method m = lambda.getClass().getDeclaredMethod("writeReplace");
    m.setAccessible(true);
    return ((SerializedLambda) m.invoke(lambda)).getInstantiatedMethodType();
  }

  /** Once restored, its class and that of another expression can't be told apart. */
  @Test
  void aLambdaOfWhichTwoExpressionsCouldBeIsRefused() {
    Pair<String, Object> some = ExactnessTest::either;
    assertThat(refusal(some)).contains("what its expression casts to");
    Pair<Object, String> another = ExactnessTest::either;
    assertThat(refusal(another)).contains("what its expression casts to");
  }

  private interface Pair<A, B> {
    void accept(A a, B b);
  }

  private static void either(Object a, Object b) {}

  private String refusal(Object local) {
    return Assertions.catchThrowableOfType(NotCapturableException.class, () -> moved(local))
        .getMessage();
  }

  @Test
  void aReferenceThatIsInNoQueueHasTheSameNameInEveryRelease() {
    WeakReference<Object> r = new WeakReference<>(new Object());
    assertThat(AnchorScan.resolve("java.lang.ref.ReferenceQueue#NULL_QUEUE"))
        .isNotNull()
        .isSameAs(Mem.getRef(r, Mem.offset(java.lang.ref.Reference.class, "queue")));
    assertThat(Snapshots.access().anchors())
        .filteredOn(f -> f.entry().name().startsWith("java.lang.ref.ReferenceQueue#NULL"))
        .extracting(f -> f.entry().name())
        .containsOnly("java.lang.ref.ReferenceQueue#NULL_QUEUE");
  }

  /** An operand of {@code Stream.toList}: nobody else gives it away. */
  @Test
  void whatAFrameOfTheJdkHoldsIsTheJvmsOwn() throws Exception {
    Object access =
        JdkStatic.value("jdk.internal.access.SharedSecrets", "javaUtilCollectionAccess");
    assertThat(access).isNotNull();
    assertThat(moved(access).get(0)).isSameAs(access);
  }
}
