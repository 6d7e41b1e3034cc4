package dev.cairn.instrumenter.determinism;

import java.util.Set;

/**
 * The classes of {@code java.base} that ask objects for their hash, and which of them are told the
 * job's identity hashes. A test reads every JDK's {@code java.base} and knows them all. In the
 * other modules of the JDK every call is treated.
 */
final class JdkHashers {
  /**
   * Class name prefixes: what keys tables of the JVM's own by classes, modules, loaders and types,
   * at times that differ from JVM to JVM. A job doesn't see where things lie in these.
   */
  private static final String[] LEFT = {
    "java/io/ObjectStreamClass",
    "java/lang/ClassLoader$",
    "java/lang/Module",
    "java/lang/PublicMethods$Key",
    "java/lang/Thread$WeakClassKey",
    "java/lang/WeakPairMap$Pair",
    "java/lang/constant/",
    "java/lang/invoke/",
    "java/lang/module/",
    "java/lang/runtime/",
    "java/security/",
    "javax/crypto/",
    "javax/security/",
    "jdk/internal/",
    "sun/net/",
    "sun/nio/",
    "sun/security/",
    "sun/util/",
  };

  /** All others, 17 to 25: what a JVM has loaded of them by the start has to be made new. */
  private static final Set<String> TREATED =
      Set.of(
          "java/io/ObjectOutputStream$HandleTable",
          "java/lang/Character$Subset",
          "java/lang/ClassLoader", // names itself by its hash as soon as it is made
          "java/lang/Enum",
          "java/lang/Object",
          "java/lang/ProcessBuilder$Redirect",
          "java/lang/ProcessEnvironment$StringEntry",
          "java/lang/ProcessEnvironment$StringEntrySet",
          "java/lang/ProcessEnvironment$StringValues",
          "java/lang/Runtime$Version",
          "java/lang/ScopedValue$Cache",
          "java/lang/reflect/Parameter",
          "java/math/BigDecimal",
          "java/math/MathContext",
          "java/net/Inet6Address",
          "java/net/InetSocketAddress",
          "java/net/InetSocketAddress$InetSocketAddressHolder",
          "java/net/InterfaceAddress",
          "java/net/Proxy",
          "java/net/URLPermission",
          "java/net/URLPermission$Authority",
          "java/net/URLStreamHandler",
          "java/net/UnixDomainSocketAddress",
          "java/nio/file/attribute/AclEntry",
          "java/nio/file/attribute/FileTime",
          "java/text/AttributeEntry",
          "java/text/AttributedCharacterIterator$Attribute",
          "java/text/CompactNumberFormat",
          "java/text/DateFormat",
          "java/text/DecimalFormat",
          "java/text/StringCharacterIterator",
          "java/time/Clock",
          "java/time/Clock$FixedClock",
          "java/time/Clock$OffsetClock",
          "java/time/Clock$SourceClock",
          "java/time/Clock$SystemClock",
          "java/time/Clock$SystemInstantSource",
          "java/time/Clock$TickClock",
          "java/time/LocalDateTime",
          "java/time/OffsetDateTime",
          "java/time/OffsetTime",
          "java/time/ZonedDateTime",
          "java/time/chrono/AbstractChronology",
          "java/time/chrono/ChronoLocalDateImpl",
          "java/time/chrono/ChronoLocalDateTimeImpl",
          "java/time/chrono/ChronoPeriodImpl",
          "java/time/chrono/ChronoZonedDateTimeImpl",
          "java/time/chrono/JapaneseDate",
          "java/time/chrono/MinguoDate",
          "java/time/chrono/ThaiBuddhistDate",
          "java/time/temporal/WeekFields",
          "java/time/zone/ZoneOffsetTransition",
          "java/time/zone/ZoneOffsetTransitionRule",
          "java/util/AbstractList",
          "java/util/AbstractMap",
          "java/util/AbstractMap$SimpleEntry",
          "java/util/AbstractMap$SimpleImmutableEntry",
          "java/util/AbstractSet",
          "java/util/ArrayList",
          "java/util/Arrays",
          "java/util/Calendar",
          "java/util/Collections$CheckedList",
          "java/util/Collections$CheckedMap",
          "java/util/Collections$CheckedMap$CheckedEntrySet",
          "java/util/Collections$CheckedMap$CheckedEntrySet$CheckedEntry",
          "java/util/Collections$CheckedQueue",
          "java/util/Collections$CheckedSet",
          "java/util/Collections$CopiesList",
          "java/util/Collections$ReverseComparator2",
          "java/util/Collections$SetFromMap",
          "java/util/Collections$SynchronizedList",
          "java/util/Collections$SynchronizedMap",
          "java/util/Collections$SynchronizedSet",
          "java/util/Collections$UnmodifiableList",
          "java/util/Collections$UnmodifiableMap",
          "java/util/Collections$UnmodifiableMap$UnmodifiableEntrySet$UnmodifiableEntry",
          "java/util/Collections$UnmodifiableSequencedSet",
          "java/util/Collections$UnmodifiableSet",
          "java/util/EnumMap",
          "java/util/EnumMap$EntryIterator$Entry",
          "java/util/Formatter$FormatSpecifier",
          "java/util/GregorianCalendar",
          "java/util/HashMap",
          "java/util/HashMap$TreeNode",
          "java/util/Hashtable",
          "java/util/Hashtable$EntrySet",
          "java/util/IdentityHashMap",
          "java/util/IdentityHashMap$EntryIterator$Entry",
          "java/util/IdentityHashMap$KeySet",
          "java/util/ImmutableCollections$Map1",
          "java/util/ImmutableCollections$MapN",
          "java/util/ImmutableCollections$Set12",
          "java/util/ImmutableCollections$SetN",
          "java/util/ImmutableCollections$StableMap$StableEntry",
          "java/util/ImmutableCollections$StableMap$StableMapEntrySet",
          "java/util/JapaneseImperialCalendar",
          "java/util/KeyValueHolder",
          "java/util/LinkedHashMap$ReversedLinkedHashMapView",
          "java/util/LinkedList$ReverseOrderLinkedListView",
          "java/util/Locale",
          "java/util/Locale$LocaleKey",
          "java/util/Objects",
          "java/util/Properties",
          "java/util/Properties$EntrySet",
          "java/util/ResourceBundle$CacheKey",
          "java/util/ReverseOrderListView",
          "java/util/ReverseOrderSortedSetView",
          "java/util/SequencedMap$1SeqEntrySet",
          "java/util/SequencedMap$1SeqKeySet",
          "java/util/TreeMap$Entry",
          "java/util/Vector",
          "java/util/WeakHashMap",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/concurrent/ConcurrentHashMap$EntrySetView",
          "java/util/concurrent/ConcurrentHashMap$KeySetView",
          "java/util/concurrent/ConcurrentHashMap$MapEntry",
          "java/util/concurrent/ConcurrentHashMap$Node",
          "java/util/concurrent/ConcurrentHashMap$TreeBin",
          "java/util/concurrent/CopyOnWriteArrayList",
          "java/util/concurrent/CopyOnWriteArrayList$Reversed",
          "java/util/jar/Attributes",
          "java/util/jar/Manifest",
          "java/util/zip/ZipFile",
          "java/util/zip/ZipFile$Source$Key",
          "sun/reflect/annotation/AnnotatedTypeFactory$AnnotatedArrayTypeImpl",
          "sun/reflect/annotation/AnnotatedTypeFactory$AnnotatedTypeBaseImpl",
          "sun/reflect/annotation/AnnotationInvocationHandler",
          "sun/reflect/generics/reflectiveObjects/TypeVariableImpl");

  private JdkHashers() {}

  /** Whether a class that is loaded from now on is treated. */
  static boolean isTreated(String className) {
    for (String prefix : LEFT) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the class is known to ask. */
  static boolean isKnown(String className) {
    return TREATED.contains(className);
  }
}
