package dev.cairn.snapshot.heap;

import java.util.HashMap;
import java.util.Map;

/**
 * The one table of JDK fields that a snapshot does not hold, and why. Most of them are there in
 * some Java releases only: without them the releases' objects have one common form.
 */
final class JdkFields {
  /** What becomes of a field. */
  enum Policy {
    /** It is stored. */
    STORED,
    /** Zero or null in a restored object means: not computed yet. */
    CACHE,
    /** Zero or null in nearly all objects; another value is refused. */
    ZERO,
    /** A boolean hint that is always right when true. */
    TRUE,
    /** The outer object, which a superclass's field of the same name holds as well. */
    OUTER,
    /** The rules of a zone offset, which follow from it. */
    RULES,
    /** What the JVM keeps beside the object, made anew (see {@link Renewed}). */
    RENEWED
  }

  private static final Map<String, Policy> TABLE = new HashMap<>();

  static {
    // The VM's own; the stack trace is materialised first (see Throwables).
    put(Policy.CACHE, "java.lang.Throwable", "backtrace");
    // A number from a counter of this JVM; given anew (see ThreadLocals).
    put(Policy.CACHE, "java.lang.ThreadLocal", "threadLocalHashCode");
    // Links of the garbage collector, and the time of the last access.
    put(Policy.CACHE, "java.lang.ref.Reference", "discovered");
    put(Policy.CACHE, "java.lang.ref.SoftReference", "timestamp");
    // From 21 on: a copy of the identity hash, which is restored itself.
    put(Policy.CACHE, "java.lang.Enum", "hash");
    // Weakly held, and gone with the next collection.
    put(Policy.CACHE, "java.nio.charset.CharsetEncoder", "cachedDecoder");
    // Computed at the first question; called otherwise in 17 than in 25.
    put(
        Policy.CACHE,
        "java.math.BigInteger",
        "bitCountPlusOne bitLengthPlusOne lowestSetBitPlusTwo firstNonzeroIntNumPlusTwo"
            + " magBitLengthPlusOne numberOfTrailingZeroIntsPlusTwo");
    put(Policy.CACHE, "java.util.regex.Matcher", "namedGroups");
    // The key of the JVM's cache of bundles: null where a bundle is not, or no longer, in it.
    put(Policy.CACHE, "java.util.ResourceBundle", "cacheKey");
    put(Policy.CACHE, "java.text.DigitList", "tempBuffer tempBuilder");
    put(Policy.CACHE, "java.lang.invoke.MethodHandles$Lookup", "cachedProtectionDomain");
    // From 21 on: the characters may fit into one byte each; toString tries when it is true.
    put(Policy.TRUE, "java.lang.AbstractStringBuilder", "maybeLatin1");
    // From 21 on: views in reverse order, and where put inserts.
    put(Policy.ZERO, "java.util.LinkedHashMap", "putMode");
    put(Policy.ZERO, "java.util.LinkedHashMap$LinkedHashIterator", "reversed");
    put(Policy.ZERO, "java.util.LinkedHashMap$LinkedEntrySet", "reversed");
    put(Policy.ZERO, "java.util.LinkedHashMap$LinkedKeySet", "reversed");
    put(Policy.ZERO, "java.util.LinkedHashMap$LinkedValues", "reversed");
    put(Policy.ZERO, "java.util.Collections$SynchronizedList", "isReversed reversedView");
    // From 19 on.
    put(Policy.RULES, "java.time.ZoneOffset", "rules");
    // Registrations with a cleaner of the JVM's, and from 21 on the pool's place in thread dumps.
    put(Policy.RENEWED, "java.util.Timer", "cleanup");
    put(
        Policy.RENEWED,
        "java.util.concurrent.Executors$AutoShutdownDelegatedExecutorService",
        "cleanable");
    put(Policy.RENEWED, "java.util.concurrent.ThreadPoolExecutor", "container");
    // From 23 on: how strictly text is parsed.
    put(Policy.ZERO, "java.text.DecimalFormat", "parseStrict");
    put(Policy.ZERO, "java.text.CompactNumberFormat", "parseStrict");
    // The descriptor's number and who closes it: opened again (see Descriptors).
    put(Policy.CACHE, "java.io.FileDescriptor", "cleanup");
    put(Policy.RENEWED, "java.io.FileDescriptor", "fd handle");
    // Asked of the file at the first question.
    put(Policy.CACHE, "java.io.FileInputStream", "isRegularFile");
    put(Policy.CACHE, "sun.nio.ch.ChannelInputStream", "isOther");
    // What formats for a stream is made at the next printf.
    put(Policy.CACHE, "java.io.PrintWriter", "formatter");
    put(Policy.CACHE, "java.io.PrintStream", "formatter");
    // Scratch space.
    put(Policy.RENEWED, "java.io.RandomAccessFile", "buffer");
    // Scratch space too, of code that the JIT replaces by its own: made when it is used.
    put(Policy.CACHE, "java.security.MessageDigestSpi", "tempArray");
    put(Policy.CACHE, "sun.security.provider.DigestBase", "oneByte");
    put(Policy.CACHE, "sun.security.provider.SHA", "W");
    put(Policy.CACHE, "sun.security.provider.SHA2", "W");
    put(Policy.CACHE, "sun.security.provider.SHA5", "W");
    // Providers as a stream gives them; and, to 23, whose rights they are loaded with.
    put(Policy.ZERO, "java.util.ServiceLoader", "lookupIterator2 loadedAllProviders acc");
    // How often a node could not be taken out at once: the next ones take it out.
    put(Policy.CACHE, "java.util.concurrent.LinkedTransferQueue", "needSweep sweepVotes");
    // Whom to interrupt, as long as a task runs.
    put(
        Policy.ZERO,
        "java.util.concurrent.ForkJoinTask$AdaptedInterruptibleCallable", // to 21, at least
        "runner");
    put(Policy.ZERO, "java.util.concurrent.ForkJoinTask$InterruptibleTask", "runner");
    // How a channel reaches its file, and who waits for it: made as the constructor makes it.
    put(Policy.RENEWED, "sun.nio.ch.FileChannelImpl", "nd threads alignment closer");
    put(Policy.RENEWED, "java.nio.channels.spi.AbstractInterruptibleChannel", "interruptor");
    // By whom a channel was closed that is closed.
    put(
        Policy.CACHE,
        "java.nio.channels.spi.AbstractInterruptibleChannel",
        "interrupted interruptedTarget");
    // 17 only, and constants.
    put(Policy.RENEWED, "java.util.Scanner", "SIMPLE_GROUP_INDEX digits non0Digit");
    // Direct I/O goes by the disk's blocks. A lock that is held is refused with the descriptor.
    put(Policy.ZERO, "sun.nio.ch.FileChannelImpl", "direct");
    put(Policy.CACHE, "sun.nio.ch.FileChannelImpl", "fileLockTable");
    // 17 only: a writer straight over a channel.
    put(Policy.ZERO, "sun.nio.cs.StreamEncoder", "ch");
    // 17 only, and used by calendars of other cultures.
    put(Policy.ZERO, "sun.util.calendar.CalendarDate", "locale forceStandardTime");
    // Who opens it follows from the protocol; what the host's name stands for is asked again.
    put(Policy.RENEWED, "java.net.URL", "handler");
    put(Policy.CACHE, "java.net.URL", "hostAddress");
    put(Policy.ZERO, "java.net.URL", "tempState");
    // Made with the memory, by which it is known that nobody else owns that (see DirectBuffers).
    put(Policy.CACHE, "java.nio.DirectByteBuffer", "cleaner");
    put(Policy.CACHE, "java.nio.MappedByteBuffer", "fd");
    // The native stream: made again, and given what it was given (see ZlibState).
    put(Policy.CACHE, "java.util.zip.Deflater", "zsRef");
    put(Policy.CACHE, "java.util.zip.Inflater", "zsRef");
    // Where skipped bytes go, 17 only; and from 23 on: an entry of 4 GiB or more is being read.
    put(Policy.RENEWED, "java.util.zip.InflaterInputStream", "b");
    put(Policy.ZERO, "java.util.zip.ZipInputStream", "expect64BitDataDescriptor");
    // In some releases only: what follows from the pattern, or is looked for at the first use.
    String part = "java.time.format.DateTimeFormatterBuilder$";
    put(Policy.RENEWED, part + "CharLiteralPrinterParser", "isSpaceSeparator");
    put(Policy.RENEWED, part + "FractionPrinterParser", "minBD rangeBD");
    put(Policy.ZERO, part + "LocalizedPrinterParser", "requestedTemplate");
    put(Policy.RENEWED, "java.util.Formatter", "zero");
    // Where its values lie in the classes' tables (see ClassValues).
    put(Policy.CACHE, "java.lang.ClassValue", "identity version hashCodeForCache");
    // Of a foreign memory segment; null in every buffer that has an array.
    put(Policy.ZERO, "java.nio.Buffer", "segment");
  }

  private JdkFields() {}

  private static void put(Policy policy, String declaringClass, String names) {
    for (String n : names.split(" ", -1)) {
      TABLE.put(declaringClass + "." + n, policy);
    }
  }

  static Policy policy(String declaringClass, String field) {
    return TABLE.getOrDefault(declaringClass + "." + field, Policy.STORED);
  }
}
