package dev.cairn.snapshot.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.heap.ToldStreams;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.LineNumberReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.PushbackReader;
import java.io.StreamTokenizer;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.StringCharacterIterator;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Stack;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Families of JDK classes: what the general cases have only one member of, or none. */
final class FamilyCases {
  private final List<Case> cases = new ArrayList<>();

  private FamilyCases() {}

  static List<Case> cases() {
    FamilyCases c = new FamilyCases();
    c.references();
    c.computing();
    c.concurrent();
    c.text();
    c.times();
    c.views();
    c.readers();
    c.tasks();
    c.formatted();
    c.compressed();
    return c.cases;
  }

  private <T> void add(String name, Supplier<T> make, Consumer<T> check) {
    cases.add(Case.of(name, make, check));
  }

  private <T> void equal(String name, Supplier<T> make) {
    add(name, make, o -> assertThat(o).isEqualTo(make.get()));
  }

  private void formatted() {
    add(
        "streams that have formatted",
        () -> {
          StringWriter text = new StringWriter();
          PrintWriter writer = new PrintWriter(text);
          PrintStream stream = new PrintStream(new ByteArrayOutputStream());
          writer.printf(Locale.GERMANY, "%.1f;", 0.5);
          stream.printf("%d", 1);
          return new Two(text, new Two(writer, stream));
        },
        (Two t) -> {
          PrintWriter writer = (PrintWriter) ((Two) t.b).a;
          writer.printf(Locale.ROOT, "%.2f;", 0.25);
          ((PrintStream) ((Two) t.b).b).printf("%d", 2);
          assertThat(t.a).hasToString("0,5;0.25;");
        });
  }

  private void compressed() {
    add(
        "deflater and inflater",
        () -> {
          Deflater d = ToldStreams.deflater(9);
          Inflater i = ToldStreams.inflater();
          ToldStreams.inflate(i, ToldStreams.deflate(d, TEXT, 30, false), 500);
          ToldStreams.inflate(i, ToldStreams.deflate(d, TEXT, 500, false), 999);
          return new Two(d, i);
        },
        (Two t) -> {
          byte[] packed = ToldStreams.deflate((Deflater) t.a, TEXT, 500, true);
          assertThat(((Deflater) t.a).finished()).isTrue();
          byte[] unpacked = ToldStreams.inflate((Inflater) t.b, packed, 999);
          assertThat(new String(unpacked, UTF_8)).endsWith(new String(TEXT, UTF_8));
          assertThat(((Inflater) t.b).finished()).isTrue();
        });
  }

  /** A text that repeats itself. */
  private static final byte[] TEXT = "half of it, and more; ".repeat(20).getBytes(UTF_8);

  private record Two(Object a, Object b) {}

  static List<Class<?>> classes() {
    return List.of(FamilyCases.class, Two.class, Doubled.class);
  }

  /** What may throw, where it never does. */
  private interface Io<T> {
    T get() throws IOException;
  }

  private static <T> T io(Io<T> io) {
    try {
      return io.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int number(Io<Integer> io) {
    return io(io);
  }

  private static String line(Io<String> io) {
    return io(io);
  }

  private void references() {
    add(
        "weak and soft references",
        () -> {
          String s = new String("strongly held, too");
          return new Two(new Object[] {new WeakReference<>(s), new SoftReference<>(s)}, s);
        },
        (Two t) -> {
          Object[] both = (Object[]) t.a;
          assertThat(((WeakReference<?>) both[0]).get()).isSameAs(t.b);
          assertThat(((SoftReference<?>) both[1]).get()).isSameAs(t.b);
        });
    add(
        "cleared reference",
        () -> {
          WeakReference<Object> r = new WeakReference<>(new Object());
          r.clear();
          return r;
        },
        (WeakReference<Object> r) -> assertThat(r.get()).isNull());
    add(
        "cached and other numbers",
        () -> new Object[] {BigInteger.valueOf(7), new BigInteger("7"), BigDecimal.valueOf(3, 1)},
        (Object[] n) -> {
          assertThat(n[0] == BigInteger.valueOf(7)).isTrue();
          assertThat(n[1] == n[0]).isFalse();
          assertThat(n[1]).isEqualTo(n[0]);
          assertThat(n[2]).isEqualTo(new BigDecimal("0.3"));
        });
  }

  private void computing() {
    add(
        "Adler32 and CRC32C",
        () -> {
          Adler32 a = new Adler32();
          CRC32C c = new CRC32C();
          a.update("half of ".getBytes(UTF_8));
          c.update("half of ".getBytes(UTF_8));
          return new Two(a, c);
        },
        (Two t) -> {
          ((Adler32) t.a).update("it".getBytes(UTF_8));
          ((CRC32C) t.b).update("it".getBytes(UTF_8));
          Adler32 a = new Adler32();
          a.update("half of it".getBytes(UTF_8));
          CRC32C c = new CRC32C();
          c.update("half of it".getBytes(UTF_8));
          assertThat(((Adler32) t.a).getValue()).isEqualTo(a.getValue());
          assertThat(((CRC32C) t.b).getValue()).isEqualTo(c.getValue());
        });
    add(
        "Random mid-sequence",
        () -> {
          Random r = new Random(42);
          r.nextInt();
          return r;
        },
        (Random r) -> {
          Random other = new Random(42);
          other.nextInt();
          assertThat(r.nextLong()).isEqualTo(other.nextLong());
        });
    add(
        "summary statistics",
        () -> {
          DoubleSummaryStatistics s = new DoubleSummaryStatistics();
          s.accept(0.1);
          s.accept(0.2);
          return s;
        },
        (DoubleSummaryStatistics s) -> {
          s.accept(0.3);
          assertThat(s.getSum()).isEqualTo(0.6);
          assertThat(s.getMax()).isEqualTo(0.3);
        });
    equal("MathContext", () -> new MathContext(7, RoundingMode.HALF_EVEN));
    equal("OptionalInt", () -> OptionalInt.of(3));
  }

  private void concurrent() {
    add(
        "arrays of atomics",
        () ->
            new Two(
                new AtomicIntegerArray(new int[] {1, 2}),
                new AtomicReferenceArray<>(new String[] {"a", null})),
        (Two t) -> {
          assertThat(((AtomicIntegerArray) t.a).incrementAndGet(1)).isEqualTo(3);
          assertThat(((AtomicReferenceArray<?>) t.b).get(0)).isEqualTo("a");
        });
    add(
        "stamped and marked references",
        () ->
            new Two(new AtomicStampedReference<>("s", 7), new AtomicMarkableReference<>("m", true)),
        (Two t) -> {
          assertThat(((AtomicStampedReference<?>) t.a).getStamp()).isEqualTo(7);
          assertThat(((AtomicMarkableReference<?>) t.b).isMarked()).isTrue();
        });
    add(
        "adder and accumulator",
        () -> {
          DoubleAdder a = new DoubleAdder();
          a.add(1.5);
          LongAccumulator m = new LongAccumulator(Long::max, 3);
          m.accumulate(9);
          return new Two(a, m);
        },
        (Two t) -> {
          assertThat(((DoubleAdder) t.a).sum()).isEqualTo(1.5);
          ((LongAccumulator) t.b).accumulate(8);
          assertThat(((LongAccumulator) t.b).get()).isEqualTo(9);
        });
    add(
        "more queues",
        () ->
            new Object[] {
              new PriorityBlockingQueue<>(List.of(3, 1, 2)),
              new LinkedBlockingDeque<>(List.of(1, 2)),
              new ConcurrentLinkedDeque<>(List.of(1, 2)),
            },
        (Object[] q) -> {
          assertThat(((PriorityBlockingQueue<?>) q[0]).poll()).isEqualTo(1);
          assertThat(((LinkedBlockingDeque<?>) q[1]).pollLast()).isEqualTo(2);
          assertThat(((ConcurrentLinkedDeque<?>) q[2]).pollLast()).isEqualTo(2);
        });
    add(
        "ConcurrentSkipListSet",
        () -> new ConcurrentSkipListSet<>(List.of(3, 1, 2)),
        (ConcurrentSkipListSet<Integer> s) -> {
          assertThat(s.add(0)).isTrue();
          assertThat(s).containsExactly(0, 1, 2, 3);
        });
    add(
        "CopyOnWriteArraySet",
        () -> new CopyOnWriteArraySet<>(List.of("b", "a")),
        (CopyOnWriteArraySet<String> s) -> assertThat(s.add("a")).isFalse());
    add(
        "CyclicBarrier",
        () -> new CyclicBarrier(3),
        (CyclicBarrier b) -> assertThat(b.getParties()).isEqualTo(3));
    add(
        "StampedLock",
        () -> {
          StampedLock l = new StampedLock();
          return new Two(l, l.writeLock());
        },
        (Two t) -> {
          StampedLock l = (StampedLock) t.a;
          assertThat(l.isWriteLocked()).isTrue();
          l.unlockWrite((Long) t.b);
          assertThat(l.tryReadLock()).isNotZero();
        });
    add(
        "CompletableFuture",
        () -> new Two(new CompletableFuture<>(), CompletableFuture.completedFuture("done")),
        (Two t) -> {
          @SuppressWarnings("unchecked")
          CompletableFuture<String> f = (CompletableFuture<String>) t.a;
          assertThat(f.complete("now")).isTrue();
          assertThat(f.thenApply(v -> v + "!").join()).isEqualTo("now!");
          assertThat(((CompletableFuture<?>) t.b).join()).isEqualTo("done");
        });
  }

  private void text() {
    add(
        "StringTokenizer",
        () -> {
          StringTokenizer t = new StringTokenizer("a b c");
          t.nextToken();
          return t;
        },
        (StringTokenizer t) -> assertThat(t.nextToken()).isEqualTo("b"));
    add(
        "MessageFormat",
        () -> new MessageFormat("{0} of {1,number,#.##}", Locale.US),
        (MessageFormat f) ->
            assertThat(f.format(new Object[] {"part", 2.25})).isEqualTo("part of 2.25"));
    add(
        "ChoiceFormat",
        () -> new ChoiceFormat("0#none|1#one|1<many"),
        (ChoiceFormat f) -> assertThat(f.format(5)).isEqualTo("many"));
    add(
        "NumberFormat for percents",
        () -> NumberFormat.getPercentInstance(Locale.US),
        (NumberFormat f) -> assertThat(f.format(0.25)).isEqualTo("25%"));
    add(
        "StringCharacterIterator",
        () -> {
          StringCharacterIterator i = new StringCharacterIterator("abc");
          i.next();
          return i;
        },
        (StringCharacterIterator i) -> assertThat(i.next()).isEqualTo('c'));
    add(
        "Base64",
        () -> Base64.getUrlEncoder().withoutPadding(),
        (Base64.Encoder e) -> assertThat(e.encodeToString(new byte[] {-1})).isEqualTo("_w"));
    equal("URI", () -> URI.create("https://example.org:8080/a%20b?q#f"));
    equal("File", () -> new java.io.File("/a/b"));
    add(
        "Path",
        () -> {
          java.io.File asked = new java.io.File("a/b");
          return new Object[] {asked.toPath(), asked, Path.of("/tmp/\u00e9"), Path.of("")};
        },
        (Object[] p) -> {
          assertThat(((Path) p[0]).resolve("c")).isEqualTo(Path.of("a", "b", "c"));
          assertThat(((java.io.File) p[1]).toPath()).isSameAs(p[0]);
          assertThat(((Path) p[2]).getFileName().toString()).isEqualTo("\u00e9");
          assertThat(((Path) p[3]).toString()).isEmpty();
        });
    add(
        "CharBuffer over a text",
        () -> {
          CharBuffer b = CharBuffer.wrap("some text");
          b.position(5);
          return new Two(b, b.slice());
        },
        (Two t) -> {
          assertThat(((CharBuffer) t.a).get()).isEqualTo('t');
          assertThat(t.b.toString()).isEqualTo("text");
        });
  }

  private void times() {
    equal("LocalTime", () -> LocalTime.of(1, 2, 3));
    add(
        "LocalTime of an hour",
        () -> new Two(LocalTime.of(5, 0), LocalTime.of(5, 0, 1)),
        (Two t) -> {
          assertThat(t.a == LocalTime.of(5, 0)).isTrue();
          assertThat(t.b).isEqualTo(LocalTime.of(5, 0, 1));
        });
    equal(
        "OffsetDateTime", () -> OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4, ZoneOffset.ofHours(2)));
    equal("Period and Year", () -> List.of(Period.of(1, 2, 3), Year.of(2024), Month.MAY));
    equal("Date", () -> new Date(12345));
  }

  private void views() {
    add(
        "subList",
        () -> {
          List<Integer> l = new ArrayList<>(List.of(1, 2, 3, 4));
          return new Two(l, l.subList(1, 3));
        },
        (Two t) -> {
          @SuppressWarnings("unchecked")
          List<Integer> sub = (List<Integer>) t.b;
          sub.set(0, 9);
          sub.add(7);
          assertThat(t.a).isEqualTo(List.of(1, 9, 3, 7, 4));
        });
    add(
        "list iterator",
        () -> {
          LinkedList<String> l = new LinkedList<>(List.of("a", "b", "c"));
          ListIterator<String> i = l.listIterator(2);
          return new Two(l, i);
        },
        (Two t) -> {
          @SuppressWarnings("unchecked")
          ListIterator<String> i = (ListIterator<String>) t.b;
          assertThat(i.previous()).isEqualTo("b");
          i.remove();
          assertThat(t.a).isEqualTo(List.of("a", "c"));
        });
    add(
        "entries of a map",
        () -> {
          Map<String, Integer> m = new LinkedHashMap<>(Map.of("a", 1));
          return new Two(m, m.entrySet().iterator().next());
        },
        (Two t) -> {
          @SuppressWarnings("unchecked")
          Map.Entry<String, Integer> e = (Map.Entry<String, Integer>) t.b;
          e.setValue(2);
          assertThat(t.a).isEqualTo(Map.of("a", 2));
        });
    equal("simple entries", () -> new AbstractMap.SimpleEntry<>("k", 1));
    add(
        "descending map",
        () -> {
          NavigableMap<Integer, String> m = new TreeMap<>(Map.of(1, "a", 2, "b", 3, "c"));
          return new Two(m, m.descendingMap());
        },
        (Two t) -> {
          assertThat(((Map<?, ?>) t.b).keySet().toString()).isEqualTo("[3, 2, 1]");
          ((Map<?, ?>) t.a).remove(2);
          assertThat(((Map<?, ?>) t.b).keySet().toString()).isEqualTo("[3, 1]");
        });
    add(
        "wrapped maps",
        () -> {
          Map<String, Integer> m = new HashMap<>(Map.of("a", 1));
          return new Two(Collections.unmodifiableMap(m), Collections.synchronizedMap(m));
        },
        (Two t) -> {
          assertThat(t.a).isEqualTo(t.b);
          ((Map<?, ?>) t.b).remove("a");
          assertThat((Map<?, ?>) t.a).isEmpty();
        });
    add(
        "checked list",
        () -> Collections.checkedList(new ArrayList<>(List.of("a")), String.class),
        (List<String> l) -> {
          @SuppressWarnings("unchecked")
          List<Object> raw = (List<Object>) (List<?>) l;
          try {
            raw.add(1);
            throw new AssertionError("took a number");
          } catch (ClassCastException e) {
            assertThat(l).containsExactly("a");
          }
        });
    add(
        "Stack",
        () -> {
          Stack<String> s = new Stack<>();
          s.push("a");
          s.push("b");
          return s;
        },
        (Stack<String> s) -> assertThat(s.pop()).isEqualTo("b"));
    add(
        "comparators of the JDK",
        () -> new Two(Comparator.<String>naturalOrder(), Collections.reverseOrder()),
        (Two t) -> {
          assertThat(t.a == Comparator.<String>naturalOrder()).isTrue();
          assertThat(t.b == Collections.reverseOrder()).isTrue();
        });
    add(
        "views of buffers",
        () -> {
          ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
          b.putInt(1).putInt(2);
          ByteBuffer part = b.duplicate().position(4).slice().order(ByteOrder.LITTLE_ENDIAN);
          return new Object[] {
            b, part, part.asIntBuffer(), CharBuffer.wrap("abc".toCharArray(), 1, 2)
          };
        },
        (Object[] v) -> {
          ((ByteBuffer) v[0]).putInt(4, 77);
          assertThat(((ByteBuffer) v[1]).getInt(0)).isEqualTo(77);
          assertThat(((java.nio.IntBuffer) v[2]).get(0)).isEqualTo(77);
          assertThat(((CharBuffer) v[3]).get()).isEqualTo('b');
        });
    add(
        "array of arrays of itself",
        () -> {
          Object[] a = new Object[2];
          a[0] = a;
          a[1] = new Object[][] {a, {a}};
          return a;
        },
        (Object[] a) -> {
          assertThat(a[0]).isSameAs(a);
          assertThat(((Object[][]) a[1])[1][0]).isSameAs(a);
        });
    add(
        "filled and sorted arrays",
        () -> {
          Integer[] a = new Integer[300];
          Arrays.setAll(a, i -> i % 7 == 0 ? null : i);
          return a;
        },
        (Integer[] a) -> {
          assertThat(a[7]).isNull();
          assertThat(a[299]).isEqualTo(299);
          assertThat(Arrays.stream(a).filter(Objects::nonNull).count()).isEqualTo(257);
        });
  }

  private void readers() {
    add(
        "CharArrayReader",
        () -> {
          CharArrayReader chars = new CharArrayReader("xyz".toCharArray());
          io(chars::read);
          return chars;
        },
        (CharArrayReader r) -> assertThat(number(r::read)).isEqualTo('y'));
    add(
        "buffered readers",
        () -> {
          LineNumberReader lines =
              new LineNumberReader(new CharArrayReader("one\ntwo\nthree".toCharArray()));
          io(lines::readLine);
          PushbackReader back = new PushbackReader(new CharArrayReader("abc".toCharArray()), 2);
          io(
              () -> {
                back.read();
                back.unread('z');
                return 0;
              });
          return new Two(lines, back);
        },
        (Two t) -> {
          assertThat(line(((LineNumberReader) t.a)::readLine)).isEqualTo("two");
          assertThat(((LineNumberReader) t.a).getLineNumber()).isEqualTo(2);
          assertThat(number(((PushbackReader) t.b)::read)).isEqualTo('z');
          assertThat(number(((PushbackReader) t.b)::read)).isEqualTo('b');
        });
    add(
        "StreamTokenizer",
        () -> {
          StreamTokenizer t = new StreamTokenizer(new CharArrayReader("a 12 b".toCharArray()));
          io(t::nextToken);
          return t;
        },
        (StreamTokenizer t) -> {
          assertThat(number(t::nextToken)).isEqualTo(StreamTokenizer.TT_NUMBER);
          assertThat(t.nval).isEqualTo(12);
        });
  }

  /** A task that nobody has begun. */
  private static final class Doubled extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int n;

    Doubled(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      return 2 * n;
    }
  }

  private void tasks() {
    add(
        "Phaser",
        () -> {
          Phaser p = new Phaser(2);
          p.arrive();
          return p;
        },
        (Phaser p) -> {
          assertThat(p.getUnarrivedParties()).isEqualTo(1);
          p.arrive();
          assertThat(p.getPhase()).isEqualTo(1);
        });
    add(
        "what depends on a future",
        () -> {
          CompletableFuture<Integer> f = new CompletableFuture<>();
          return new Two(f, f.thenApply(v -> v + 1).thenCombine(f, Integer::sum));
        },
        (Two t) -> {
          @SuppressWarnings("unchecked")
          CompletableFuture<Integer> f = (CompletableFuture<Integer>) t.a;
          f.complete(20);
          assertThat(((CompletableFuture<?>) t.b).getNow(null)).isEqualTo(41);
        });
    add(
        "RecursiveTask",
        () -> new Doubled(21),
        (Doubled d) -> assertThat(d.invoke()).isEqualTo(42));
  }
}
