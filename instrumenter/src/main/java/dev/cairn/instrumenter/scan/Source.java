package dev.cairn.instrumenter.scan;

import static dev.cairn.instrumenter.scan.Treatment.carried;
import static dev.cairn.instrumenter.scan.Treatment.host;
import static dev.cairn.instrumenter.scan.Treatment.refused;
import static dev.cairn.instrumenter.scan.Treatment.treated;

import dev.cairn.instrumenter.determinism.Modes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The closed table of what could part two runs of a job, and what is done about each. Which calls
 * lead to a source stands in {@link SourceMembers}; that the agent does what is said here is held
 * against its own tables by a test, and against whole runs by another.
 */
public enum Source {
  MATH(
      "math",
      "last bits of Math.sin and the like, which differ between platforms",
      m ->
          m.strictMath()
              ? treated("StrictMath's, the same bits everywhere")
              : refused(
                  "the platform's: a move to another platform class is refused", "math=strict")),
  NAN_BITS(
      "nan-bits",
      "the bits of a NaN that arithmetic made",
      m ->
          m.strictMath()
              ? treated("one form on every platform")
              : host("the processor's", "math=strict")),
  NAN_BULK(
      "nan-bulk",
      "the bits of NaNs, copied in bulk",
      always(host("the processor's", "put them one by one, or keep NaNs out"))),
  RANDOM(
      "random",
      "random numbers from a generator without a seed",
      m -> fromSeed(m, "seeded from the job's seed; their states go with the job")),
  SECURE_RANDOM(
      "secure-random",
      "random numbers that nobody can foretell",
      m ->
          m.derivedSecureRandom()
              ? fromSeed(m, "taken from the job's seed, and no secret any more")
              : host("the host's", "secure-random=derive, if they are no secrets")),
  TEMPORARY_NAMES(
      "temporary-names",
      "names of temporary files",
      m ->
          m.derivedSecureRandom()
              ? fromSeed(m, "taken from the job's seed")
              : host("chosen anew in each run", "give the file a name, or secure-random=derive")),
  CLOCK(
      "clock",
      "what time it is",
      m ->
          switch (m.time()) {
            case JOB -> treated("the job's own clock, the same in every run");
            case RECORD -> carried("the host's, recorded: the same in a run that replays it");
            case HOST -> host("the host's", "time=job, or don't let results depend on it");
          }),
  FILE_TIMES(
      "file-times",
      "times of files, and space on disks",
      always(host("the file system's", "don't let results depend on it"))),
  TIME_LIMIT(
      "time-limit",
      "waiting for no longer than some time",
      always(host("the host's clock decides", "wait without a limit"))),
  SLEEP(
      "sleep",
      "waiting for some time",
      always(treated("as long as ever; only clocks and threads can tell"))),
  THREADS(
      "threads",
      "the order in which threads run",
      always(
          host(
              "the scheduler's; a snapshot is refused while one is busy",
              "do the work in the job's own thread, or accept it where no result depends on"
                  + " the order"))),
  PARALLEL(
      "parallel",
      "how parallel streams and array operations cut the work",
      always(
          host(
              "by the number of processors, and by who is first",
              "a sequential stream; floating-point sums differ otherwise"))),
  IDENTITY_HASH(
      "identity-hash",
      "hash codes that the JVM gives to objects",
      m ->
          m.jobHashes()
              ? fromSeed(m, "numbers of the job's own, in the order in which they are asked for")
              : host(
                  "those seen before a snapshot go with it; later ones are each JVM's own",
                  "identity=job, or give the class hashCode and toString of its own")),
  IDENTITY_ORDER(
      "identity-order",
      "the order of tables whose keys have the JVM's hash codes",
      m ->
          m.jobHashes()
              ? fromSeed(m, "as the job's own numbers make it")
              : host(
                  "as a JVM's hash codes make it; what is in a snapshot keeps its order",
                  "identity=job, or EnumMap, EnumSet or LinkedHashMap, also as the variable's"
                      + " type")),
  SET_ORDER(
      "set-order",
      "the order of Set.of and Map.of",
      m -> fromSeed(m, "begins at the job's seed, and goes with the job")),
  MEMBER_ORDER(
      "member-order",
      "the order in which reflection gives methods",
      always(treated("by name and parameters in every JVM"))),
  ENVIRONMENT(
      "environment", "environment variables", always(host("the host's", "give it as an argument"))),
  PROPERTIES(
      "properties",
      "system properties",
      always(
          host(
              "the JVM's; those that the job has set go with it",
              "give it as an argument, or with -D in every run"))),
  LOCALE(
      "locale",
      "the default locale and time zone",
      always(carried("the first JVM's, and go with the job"))),
  CHARSET(
      "charset",
      "the default charset",
      always(
          refused(
              "the first JVM's: a move to where it is another one is refused",
              "name one, such as StandardCharsets.UTF_8"))),
  PROCESSORS(
      "processors",
      "how many processors there are",
      always(host("the host's", "give the number as an argument"))),
  MEMORY(
      "memory",
      "how much memory there is, free or at all",
      always(host("the JVM's", "don't let results depend on it"))),
  JVM_FACTS(
      "jvm-facts",
      "the process, the JVM's version, its beans",
      always(host("the JVM's", "don't let results depend on it"))),
  THREAD_ID(
      "thread-id", "numbers of threads", always(host("each JVM's own", "give the threads names"))),
  THREAD_DUMP(
      "thread-dump",
      "the frames of all threads",
      always(host("a re-entered frame looks different there", "the stack trace of an exception"))),
  WEAK_REFERENCE(
      "weak-reference",
      "what the garbage collector has cleared",
      always(host("the collector's", "a strong reference, or a cache bounded by its size"))),
  FINALIZER(
      "finalizer",
      "when the garbage collector calls finalize and cleaners",
      always(host("the collector's", "close the object where it is no longer used"))),
  NATIVE(
      "native",
      "what native code does",
      always(host("not seen: neither its state nor what it asks for", "Java code"))),
  FILE_ORDER(
      "file-order",
      "the order in which a folder's files are listed",
      always(host("the file system's", "sort them by name"))),
  NETWORK(
      "network",
      "what comes over the network",
      always(
          host(
              "others'; a snapshot is refused while a connection is open",
              "a file with what was fetched"))),
  CHILD_PROCESS(
      "child-process",
      "what other processes do",
      always(host("theirs, and not undone on a resume", "run them before the job"))),
  OFF_HEAP(
      "off-heap",
      "memory outside of the heap",
      always(
          refused(
              "a snapshot is refused while the job holds any",
              "buffers of the heap or of allocateDirect"))),
  CLASS_LOADER(
      "class-loader",
      "classes from class loaders of the program's own",
      always(
          refused(
              "they go with the job; lambdas, proxies and native methods in them are refused",
              "put such classes on the class path"))),
  CALL_BY_NAME(
      "call-by-name",
      "methods that are called by name, by reflection or a handle",
      always(
          host(
              "the scan can't tell which, but those whose names or annotations it finds",
              "accept it if they are harmless")));

  private final String label;
  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // they look at their argument alone
  private final Function<Modes, Treatment> rule;

  Source(String label, String what, Function<Modes, Treatment> rule) {
    this.label = label;
    this.what = what;
    this.rule = rule;
  }

  private static Function<Modes, Treatment> always(Treatment treatment) {
    return modes -> treatment;
  }

  /** The same in every run, if the seed is. */
  private static Treatment fromSeed(Modes modes, String how) {
    return modes.seedPerRun() ? carried(how + "; another seed in each run") : treated(how);
  }

  /** As users write it. */
  public String label() {
    return label;
  }

  /** What differs, a clause. */
  public String what() {
    return what;
  }

  /** What is done about it. */
  public Treatment treatment(Modes modes) {
    return rule.apply(modes);
  }

  /** The source of that label. */
  public static Optional<Source> of(String label) {
    return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
  }

  /** All labels, in the table's order. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Source::label).toList();
  }
}
