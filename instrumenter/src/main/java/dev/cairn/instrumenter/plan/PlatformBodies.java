package dev.cairn.instrumenter.plan;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one table of JDK classes whose methods may be woven where they stand between a job's frames,
 * and why. Which of them are, and which methods, the call graph tells from their own bodies. What
 * stands in no entry pins the stack.
 *
 * <p>Streams stand apart: they are many classes, looked at only where a job runs one.
 *
 * <p>A class may be named here if its methods keep nothing but locals, operands and monitors of
 * objects across a call-back, and if the objects that they hold then can be captured.
 */
public final class PlatformBodies {
  private static final Map<String, String> CLASSES = new TreeMap<>();

  /** What stands between a job's frames only where it runs a stream. */
  private static final Map<String, String> STREAM_CLASSES = new TreeMap<>();

  /** The same for all classes nested in these, whose numbers differ from release to release. */
  private static final Map<String, String> STREAM_NESTS = new TreeMap<>();

  private static final String STREAMS = "java/util/stream/";

  static {
    named(
        "loops over elements, fail-fast by counts in locals",
        "java/lang/Iterable java/util/Iterator java/util/Collection java/util/List java/util/Map "
            + "java/util/ArrayList java/util/ArrayList$Itr java/util/ArrayList$SubList "
            + "java/util/Arrays$ArrayList java/util/Vector java/util/Vector$Itr "
            + "java/util/ArrayDeque java/util/PriorityQueue java/util/HashMap "
            + "java/util/HashMap$KeySet java/util/HashMap$Values java/util/HashMap$EntrySet "
            + "java/util/LinkedHashMap java/util/LinkedHashMap$LinkedKeySet "
            + "java/util/LinkedHashMap$LinkedValues java/util/LinkedHashMap$LinkedEntrySet "
            + "java/util/ImmutableCollections$List12 java/util/ImmutableCollections$ListN "
            + "java/util/ImmutableCollections$SubList java/util/ImmutableCollections$Set12 "
            + "java/util/ImmutableCollections$SetN java/util/ImmutableCollections$Map1 "
            + "java/util/ImmutableCollections$MapN "
            + "java/util/IdentityHashMap java/util/Hashtable java/util/WeakHashMap "
            + "java/util/concurrent/CopyOnWriteArrayList java/util/concurrent/ConcurrentMap");
    named(
        "hands on to the collection within",
        "java/util/Collections java/util/Collections$UnmodifiableCollection "
            + "java/util/Collections$UnmodifiableList java/util/Collections$UnmodifiableMap "
            + "java/util/Collections$SynchronizedCollection "
            + "java/util/Collections$SynchronizedList java/util/Collections$SynchronizedMap "
            + "java/util/HashSet java/util/LinkedHashSet");
    named(
        "sorts in arrays that it holds",
        "java/util/Arrays java/util/TimSort java/util/Collections$ReverseComparator2");
    named(
        "asks a comparator on its way down a tree or a heap",
        "java/util/TreeMap java/util/TreeSet java/util/TreeMap$KeySet java/util/TreeMap$Values "
            + "java/util/TreeMap$EntrySet");
    named(
        "bins are locked by their first node, in structured blocks",
        "java/util/concurrent/ConcurrentHashMap "
            + "java/util/concurrent/ConcurrentHashMap$KeySetView "
            + "java/util/concurrent/ConcurrentHashMap$ValuesView "
            + "java/util/concurrent/ConcurrentHashMap$EntrySetView");
    named(
        "one call, then a value",
        "java/util/Optional java/util/OptionalInt java/util/OptionalLong java/util/OptionalDouble");
    streams();
  }

  private static void streams() {
    put(
        STREAM_CLASSES,
        "loops over the elements of a collection",
        "java/util/ArrayList$ArrayListSpliterator java/util/ArrayList$SubList$1 "
            + "java/util/AbstractList$RandomAccessSpliterator java/util/Vector$VectorSpliterator "
            + "java/util/LinkedList$LLSpliterator java/util/ArrayDeque$DeqSpliterator "
            + "java/util/PriorityQueue$PriorityQueueSpliterator "
            + "java/util/HashMap$KeySpliterator java/util/HashMap$ValueSpliterator "
            + "java/util/HashMap$EntrySpliterator java/util/TreeMap$KeySpliterator "
            + "java/util/TreeMap$ValueSpliterator java/util/TreeMap$EntrySpliterator "
            + "java/util/TreeMap$DescendingKeySpliterator java/util/Collections$2 "
            + "java/util/concurrent/ConcurrentHashMap$KeySpliterator "
            + "java/util/concurrent/ConcurrentHashMap$ValueSpliterator "
            + "java/util/concurrent/ConcurrentHashMap$EntrySpliterator");
    put(
        STREAM_CLASSES,
        "loops over the lines of a file, whose reader it holds",
        "java/nio/file/FileChannelLinesSpliterator");
    put(
        STREAM_NESTS,
        "loops over elements",
        "java/util/Spliterator java/util/Spliterators java/util/PrimitiveIterator");
    for (String name :
        ("AbstractPipeline BaseStream Collector Collectors DistinctOps DoublePipeline DoubleStream "
                + "FindOps ForEachOps IntPipeline IntStream LongPipeline LongStream MatchOps "
                + "PipelineHelper ReduceOps ReferencePipeline Sink SliceOps SortedOps SpinedBuffer "
                + "Stream StreamSpliterators StreamSupport Streams TerminalOp TerminalSink WhileOps")
            .split(" ", -1)) {
      put(STREAM_NESTS, "stages and sinks hand on element by element", STREAMS + name);
    }
  }

  /** What these keep a comparator for: any method may ask it. */
  private static final Set<String> COMPARING =
      Set.of(
          "java/util/TreeMap",
          "java/util/TreeSet",
          "java/util/PriorityQueue",
          "java/util/SortedMap",
          "java/util/NavigableMap",
          "java/util/SortedSet",
          "java/util/NavigableSet");

  private PlatformBodies() {}

  private static void named(String reason, String names) {
    put(CLASSES, reason, names);
  }

  private static void put(Map<String, String> table, String reason, String names) {
    for (String name : names.split(" ", -1)) {
      table.put(name, reason);
    }
  }

  /** Class to reason. */
  public static Map<String, String> classes() {
    return Collections.unmodifiableMap(CLASSES);
  }

  /** Class to reason, of those that a job which runs streams may have on its stack besides. */
  public static Map<String, String> streamClasses() {
    return Collections.unmodifiableMap(STREAM_CLASSES);
  }

  /** The same of classes that stand for their nests (JVMS 4.7.29), themselves included. */
  public static Map<String, String> streamNests() {
    return Collections.unmodifiableMap(STREAM_NESTS);
  }

  /** Whether a class, by internal name, stands in the table. */
  public static boolean contains(String className) {
    int nested = className.indexOf('$');
    String host = nested < 0 ? className : className.substring(0, nested);
    return CLASSES.containsKey(className)
        || STREAM_CLASSES.containsKey(className)
        || STREAM_NESTS.containsKey(host)
        || isCallBack(className); // whose own methods hand on to the function within
  }

  /** Whether calls by a type are made to run streams. */
  static boolean isStream(String type) {
    return type.startsWith(STREAMS) || type.startsWith("java/util/Spliterator");
  }

  /** Whether a type's calls are call-backs: its objects are made to be called by the JDK. */
  static boolean isCallBack(String type) {
    return type.startsWith("java/util/function/") || type.equals("java/util/Comparator");
  }

  /** Whether a call of the JDK may call back: it is given what to call, or has it. */
  static boolean mayCallBack(String owner, String key) {
    return COMPARING.contains(owner)
        || isCallBack(owner)
        || isStream(owner)
        || key.contains("Ljava/util/function/")
        || key.contains("Ljava/util/Comparator;");
  }
}
