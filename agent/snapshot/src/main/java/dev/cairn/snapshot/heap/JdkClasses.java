package dev.cairn.snapshot.heap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The one table of JDK classes whose objects may be copied field by field, and why. An entry stands
 * for a top-level class with all classes nested in it. A class that is in no entry is refused: its
 * fields may hold numbers that belong to one JVM, or handles to things outside of the heap.
 */
final class JdkClasses {
  private static final Map<String, String> COPIED = new HashMap<>();
  private static final Map<String, String> PACKAGES = new HashMap<>();

  static {
    copied(
        "no fields, or plain values",
        "java.lang.",
        "Object Boolean Byte Short Character Integer Long Float Double Number Enum Record Void "
            + "AbstractStringBuilder StringBuilder StringBuffer StackTraceElement");
    copied(
        "value in the job's thread is stored beside",
        "java.lang.",
        "ThreadLocal InheritableThreadLocal");
    copied("values lie with classes, and are stored beside", "java.lang.", "ClassValue");
    copied(
        "referent copied as if strong; a reference in a queue is refused",
        "java.lang.ref.",
        "Reference WeakReference SoftReference PhantomReference ReferenceQueue");
    copied(
        "collections: arrays, nodes and counts; sentinels are anchors, identity hashes restored",
        "java.util.",
        "Enumeration SortedSet "
            + "AbstractCollection AbstractList AbstractMap AbstractQueue AbstractSequentialList "
            + "AbstractSet ArrayDeque ArrayList Arrays BitSet Collections Dictionary EnumMap "
            + "EnumSet RegularEnumSet JumboEnumSet HashMap HashSet Hashtable IdentityHashMap "
            + "ImmutableCollections LinkedHashMap LinkedHashSet LinkedList PriorityQueue "
            + "Properties Stack TreeMap TreeSet Vector WeakHashMap Spliterators "
            + "SequencedCollection ReverseOrderListView ReverseOrderDequeView "
            + "ReverseOrderSortedMapView ReverseOrderSortedSetView KeyValueHolder");
    copied("arrays and counts of a sort that is under way", "java.util.", "TimSort");
    copied("made by a constructor: which of the JVM's own is equal", "java.util.", "Locale");
    copied(
        "plain values",
        "java.util.",
        "Calendar GregorianCalendar Date SimpleTimeZone TimeZone UUID Optional OptionalInt "
            + "OptionalLong OptionalDouble StringJoiner StringTokenizer IntSummaryStatistics "
            + "LongSummaryStatistics DoubleSummaryStatistics EventObject Observable Formatter "
            + "Base64 HexFormat");
    copied(
        "texts by key; the place in the JVM's cache is left",
        "java.util.",
        "ResourceBundle PropertyResourceBundle ListResourceBundle");
    copied(
        "the providers that it found; one that is halfway through them is refused",
        "java.util.",
        "ServiceLoader");
    copied("a place in what it reads; patterns are made again", "java.util.", "Scanner");
    copied("the seed is a field", "java.util.", "Random SplittableRandom");
    copied("a proxy in front of SplittableRandom", "jdk.internal.util.random.", "RandomSupport");
    copied(
        "nodes and counts; a waiting thread is refused where it is reached",
        "java.util.concurrent.",
        "ConcurrentHashMap ConcurrentLinkedQueue ConcurrentLinkedDeque ConcurrentSkipListMap "
            + "ConcurrentSkipListSet CopyOnWriteArrayList CopyOnWriteArraySet ArrayBlockingQueue "
            + "LinkedBlockingQueue LinkedBlockingDeque PriorityBlockingQueue DelayQueue "
            + "LinkedTransferQueue "
            + "CountDownLatch CyclicBarrier Phaser Semaphore CompletableFuture FutureTask");
    copied(
        "arguments and results; one that has begun and is not done is refused",
        "java.util.concurrent.",
        "ForkJoinTask RecursiveAction RecursiveTask CountedCompleter");
    copied(
        "what is beside the heap is in ThreadFields; one that runs is refused where it is reached",
        "java.lang.",
        "Thread");
    copied(
        "tasks and due times; the thread is started again, its cleaner's registration renewed",
        "java.util.",
        "Timer TimerThread TimerTask TaskQueue");
    copied(
        "settings, counts and tasks; idle workers are started again",
        "java.util.concurrent.",
        "AbstractExecutorService ThreadPoolExecutor ScheduledThreadPoolExecutor Executors "
            + "ExecutorCompletionService");
    copied("registered with java.sql.DriverManager", "java.sql.", "DriverInfo");
    copied("plain values", "java.sql.", "Date Time Timestamp");
    copied(
        "one value, or cells",
        "java.util.concurrent.atomic.",
        "AtomicBoolean AtomicInteger AtomicLong AtomicReference AtomicIntegerArray "
            + "AtomicLongArray AtomicReferenceArray AtomicMarkableReference "
            + "AtomicStampedReference Striped64 LongAdder LongAccumulator DoubleAdder "
            + "DoubleAccumulator");
    copied(
        "owner is the job's thread, an anchor",
        "java.util.concurrent.locks.",
        "AbstractOwnableSynchronizer AbstractQueuedSynchronizer AbstractQueuedLongSynchronizer "
            + "ReentrantLock ReentrantReadWriteLock StampedLock");
    copied(
        "position and groups; the pattern is made again", "java.util.regex.", "Matcher IntHashSet");
    copied(
        "characters or bytes in memory",
        "java.io.",
        "InputStream OutputStream Reader Writer ByteArrayInputStream ByteArrayOutputStream "
            + "CharArrayReader CharArrayWriter StringReader StringWriter BufferedReader "
            + "BufferedWriter BufferedInputStream BufferedOutputStream FilterInputStream "
            + "FilterOutputStream FilterReader FilterWriter DataInputStream DataOutputStream "
            + "PrintStream PrintWriter PushbackInputStream PushbackReader LineNumberReader "
            + "InputStreamReader OutputStreamWriter SequenceInputStream StreamTokenizer File");
    copied(
        "plain values; what the descriptor is open on is stored as a text, and opened again",
        "java.io.",
        "FileDescriptor FileInputStream FileOutputStream RandomAccessFile FileReader FileWriter");
    copied(
        "plain values over a descriptor; what is native of them is made again",
        "sun.nio.ch.",
        "FileChannelImpl ChannelInputStream ChannelOutputStream");
    copied("the same", "java.nio.channels.", "FileChannel Channels");
    copied(
        "a file's lines: the reader over its channel",
        "java.nio.file.",
        "FileChannelLinesSpliterator");
    copied("the same", "java.nio.channels.spi.", "AbstractInterruptibleChannel");
    copied("the codec's position", "sun.nio.cs.", "StreamEncoder StreamDecoder");
    copied("characters of a pair, and what was wrong with them", "sun.nio.cs.", "Surrogate");
    copied("a lock of a stream", "jdk.internal.misc.", "InternalLock");
    copied("the handler of a dynamic proxy", "java.lang.reflect.", "Proxy");
    copied("a lookup: a class and a mode", "java.lang.invoke.", "MethodHandles");
    copied("plain values", "java.net.", "URI");
    copied(
        "plain values",
        "java.util.zip.",
        "CRC32 CRC32C Adler32 CheckedInputStream CheckedOutputStream ZipEntry");
    copied(
        "plain values beside a native stream, which is made again and given what it was given",
        "java.util.zip.",
        "Deflater Inflater");
    copied(
        "plain values over such",
        "java.util.zip.",
        "DeflaterOutputStream InflaterInputStream DeflaterInputStream InflaterOutputStream"
            + " GZIPOutputStream GZIPInputStream ZipOutputStream ZipInputStream ZipCoder");
    copied(
        "what was digested so far; the provider is an anchor, scratch space is left out",
        "java.security.",
        "MessageDigest MessageDigestSpi DigestInputStream DigestOutputStream");
    copied("the same", "sun.security.provider.", "DigestBase MD2 MD4 MD5 SHA SHA2 SHA3 SHA5");
    copied(
        "a generator, the host's (it has no state of its own) or SHA1PRNG; the provider is an"
            + " anchor",
        "java.security.",
        "SecureRandom SecureRandomSpi");
    copied("the same", "sun.security.provider.", "SecureRandom NativePRNG");
    copied(
        "two digests and what they begin with; one that is not initialised is refused",
        "javax.crypto.",
        "Mac MacSpi");
    copied("the same", "com.sun.crypto.provider.", "HmacCore HmacMD5 HmacSHA1");
    copied("a key's bytes", "javax.crypto.spec.", "SecretKeySpec");
    copied("plain values of an entry", "java.util.jar.", "JarEntry JarFile Attributes");
    copied("plain values", "java.nio.file.attribute.", "FileTime");
    copied("a place in an archive", "java.util.zip.", "ZipFile");
    copied(
        "state of the calendar computation",
        "sun.util.calendar.",
        "ZoneInfo BaseCalendar Gregorian JulianCalendar LocalGregorianCalendar CalendarDate Era"
            + " ImmutableGregorianDate");
    copied(
        "symbols and digits",
        "java.text.",
        "Format NumberFormat DecimalFormat DecimalFormatSymbols DigitList DateFormat "
            + "SimpleDateFormat DateFormatSymbols FieldPosition ParsePosition MessageFormat "
            + "ChoiceFormat DontCareFieldPosition StringCharacterIterator AttributedString "
            + "AttributedCharacterIterator CompactNumberFormat ListFormat");
    copied(
        "heap buffers: the address is stored relative to the array",
        "java.nio.",
        "Buffer ByteBuffer CharBuffer ShortBuffer IntBuffer LongBuffer FloatBuffer DoubleBuffer "
            + "HeapByteBuffer HeapByteBufferR HeapCharBuffer HeapCharBufferR HeapShortBuffer "
            + "HeapShortBufferR HeapIntBuffer HeapIntBufferR HeapLongBuffer HeapLongBufferR "
            + "HeapFloatBuffer HeapFloatBufferR HeapDoubleBuffer HeapDoubleBufferR "
            + "ByteBufferAsCharBufferB ByteBufferAsCharBufferL ByteBufferAsShortBufferB "
            + "ByteBufferAsShortBufferL ByteBufferAsIntBufferB ByteBufferAsIntBufferL "
            + "ByteBufferAsLongBufferB ByteBufferAsLongBufferL ByteBufferAsFloatBufferB "
            + "ByteBufferAsFloatBufferL ByteBufferAsDoubleBufferB ByteBufferAsDoubleBufferL "
            + "ByteBufferAsCharBufferRB ByteBufferAsCharBufferRL ByteBufferAsShortBufferRB "
            + "ByteBufferAsShortBufferRL ByteBufferAsIntBufferRB ByteBufferAsIntBufferRL "
            + "ByteBufferAsLongBufferRB ByteBufferAsLongBufferRL ByteBufferAsFloatBufferRB "
            + "ByteBufferAsFloatBufferRL ByteBufferAsDoubleBufferRB ByteBufferAsDoubleBufferRL");
    copied("text and numbers; the handler is the protocol's own", "java.net.", "URL");
    copied("a view of characters, over no array", "java.nio.", "StringCharBuffer");
    copied(
        "direct buffers: with what lies in their memory",
        "java.nio.",
        "MappedByteBuffer DirectByteBuffer DirectByteBufferR "
            + "DirectCharBufferU DirectCharBufferRU DirectCharBufferS DirectCharBufferRS "
            + "DirectShortBufferU DirectShortBufferRU DirectShortBufferS DirectShortBufferRS "
            + "DirectIntBufferU DirectIntBufferRU DirectIntBufferS DirectIntBufferRS "
            + "DirectLongBufferU DirectLongBufferRU DirectLongBufferS DirectLongBufferRS "
            + "DirectFloatBufferU DirectFloatBufferRU DirectFloatBufferS DirectFloatBufferRS "
            + "DirectDoubleBufferU DirectDoubleBufferRU DirectDoubleBufferS DirectDoubleBufferRS");
    copied(
        "plain values; a colour space or what a colour was last drawn with is refused where it is"
            + " reached",
        "java.awt.",
        "BasicStroke Color Dimension Insets Point Polygon Rectangle");
    PACKAGES.put("java.awt.geom", "coordinates and flags");
    PACKAGES.put("sun.awt.geom", "pieces of an area's outline");
    PACKAGES.put("jdk.random", "the state is in the fields");
    PACKAGES.put("jdk.internal.random", "the same, where it went in later releases");
    PACKAGES.put("java.util.stream", "stages, sinks and counts; named with the release");
    PACKAGES.put("java.math", "plain values");
    PACKAGES.put("java.time", "plain values");
    PACKAGES.put("java.time.chrono", "plain values");
    PACKAGES.put("java.time.format", "plain values");
    PACKAGES.put("java.time.temporal", "plain values");
    PACKAGES.put("java.time.zone", "plain values and caches");
  }

  private JdkClasses() {}

  private static void copied(String reason, String prefix, String names) {
    Arrays.stream(names.split(" ")).forEach(n -> COPIED.put(prefix + n, reason));
  }

  /** Whether the fields that this JDK class itself declares may be copied. */
  static boolean copied(Class<?> c) {
    String name = c.getName();
    int nested = name.indexOf('$');
    return COPIED.containsKey(nested < 0 ? name : name.substring(0, nested))
        || PACKAGES.containsKey(c.getPackageName())
        || Throwable.class.isAssignableFrom(c)
        || isCodec(c);
  }

  /** A character set's encoder or decoder: flags and a few characters held back. */
  private static boolean isCodec(Class<?> c) {
    return java.nio.charset.CharsetEncoder.class.isAssignableFrom(c)
        || java.nio.charset.CharsetDecoder.class.isAssignableFrom(c);
  }

  /** The table, for tests: every entry names a class. */
  static Set<String> names() {
    return new HashSet<>(COPIED.keySet());
  }
}
