package dev.cairn.instrumenter.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.instrumenter.determinism.Modes;
import dev.cairn.instrumenter.plan.RootException;
import dev.cairn.instrumenter.plan.TestApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is found where, and what is not. */
class ScanTest {
  private static final Modes DEFAULT = new Modes(true, Modes.Time.HOST, false, false, true);

  private static final String IMPORTS =
      """
      import java.io.*; import java.lang.invoke.*; import java.lang.ref.*; import java.net.*;
      import java.nio.*; import java.nio.file.*; import java.security.*; import java.time.*;
      import java.util.*; import java.util.concurrent.*; import java.util.function.*;
      import java.util.random.*; import java.util.stream.*;
      """;

  /** A statement for each source; the method's name is the source's, with _ for -. */
  private static final Map<Source, String> STATEMENTS = new TreeMap<>();

  static {
    STATEMENTS.put(Source.MATH, "x = Math.sin(x);");
    STATEMENTS.put(Source.NAN_BITS, "n = Double.doubleToRawLongBits(x);");
    STATEMENTS.put(Source.NAN_BULK, "DoubleBuffer.allocate(2).put(new double[] {x});");
    STATEMENTS.put(Source.RANDOM, "n = new Random().nextLong();");
    STATEMENTS.put(Source.SECURE_RANDOM, "n = UUID.randomUUID().hashCode();");
    STATEMENTS.put(Source.TEMPORARY_NAMES, "File.createTempFile(\"a\", \"b\");");
    STATEMENTS.put(Source.CLOCK, "n = Instant.now().getNano();");
    STATEMENTS.put(Source.FILE_TIMES, "n = new File(\"a\").lastModified();");
    STATEMENTS.put(Source.TIME_LIMIT, "new Semaphore(1).tryAcquire(1, TimeUnit.SECONDS);");
    STATEMENTS.put(Source.SLEEP, "Thread.sleep(1);");
    STATEMENTS.put(Source.THREADS, "new Worker().start();");
    STATEMENTS.put(Source.PARALLEL, "n = new ArrayList<>(List.of(1)).parallelStream().count();");
    STATEMENTS.put(Source.IDENTITY_HASH, "n = System.identityHashCode(\"\");");
    STATEMENTS.put(Source.IDENTITY_ORDER, "new HashMap<Color, String>().put(Color.RED, \"\");");
    STATEMENTS.put(Source.SET_ORDER, "n = Set.of(1, 2).iterator().next();");
    STATEMENTS.put(Source.MEMBER_ORDER, "n = Main.class.getDeclaredMethods().length;");
    STATEMENTS.put(Source.ENVIRONMENT, "System.getenv(\"HOME\");");
    STATEMENTS.put(Source.PROPERTIES, "System.getProperty(\"user.name\");");
    STATEMENTS.put(Source.LOCALE, "Locale.getDefault();");
    STATEMENTS.put(Source.CHARSET, "n = \"\".getBytes().length;");
    STATEMENTS.put(Source.PROCESSORS, "n = Runtime.getRuntime().availableProcessors();");
    STATEMENTS.put(Source.MEMORY, "n = Runtime.getRuntime().freeMemory();");
    STATEMENTS.put(Source.JVM_FACTS, "n = ProcessHandle.current().hashCode();");
    STATEMENTS.put(Source.THREAD_ID, "n = Thread.currentThread().getId();");
    STATEMENTS.put(Source.THREAD_DUMP, "Thread.getAllStackTraces();");
    STATEMENTS.put(Source.WEAK_REFERENCE, "new WeakReference<>(\"\").get();");
    STATEMENTS.put(Source.FINALIZER, "Cleaner.create();");
    STATEMENTS.put(Source.NATIVE, "own();");
    STATEMENTS.put(Source.FILE_ORDER, "new File(\".\").list();");
    STATEMENTS.put(Source.NETWORK, "new Socket();");
    STATEMENTS.put(Source.CHILD_PROCESS, "new ProcessBuilder(\"a\").start();");
    STATEMENTS.put(Source.OFF_HEAP, "((java.nio.channels.FileChannel) null).map(null, 0, 1);");
    STATEMENTS.put(Source.CLASS_LOADER, "new URLClassLoader(new URL[0]);");
    STATEMENTS.put(Source.CALL_BY_NAME, "Main.class.getMethod(\"x\").invoke(null);");
  }

  private static Scan scan(String body) {
    return Scan.of(TestApp.of(IMPORTS + body), "app.Main", null, Map.of(), text -> {});
  }

  private static Scan scanOfMain(String statements, String members) {
    return scan(
        "class Main { static long n; static double x; static native void own();\n"
            + "public static void main(String[] a) throws Throwable {\n"
            + statements
            + "\n}\n"
            + members
            + "}\n enum Color { RED }");
  }

  private static Set<String> labels(Scan scan) {
    return scan.findings().stream()
        .map(f -> f.source().label())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> places(Scan scan) {
    return scan.findings().stream().map(Finding::place).toList();
  }

  @Test
  void everySourceIsFoundWhereItStands() {
    assertThat(STATEMENTS.keySet()).isEqualTo(EnumSet.allOf(Source.class));
    StringBuilder calls = new StringBuilder();
    StringBuilder methods = new StringBuilder("static class Worker extends Thread {}\n");
    STATEMENTS.forEach(
        (source, statement) -> {
          String name = source.label().replace('-', '_') + "_";
          calls.append(name).append("();");
          methods.append("static void ").append(name).append("() throws Throwable {");
          methods.append(statement).append("}\n");
        });
    Map<String, Set<Source>> found = new TreeMap<>();
    for (Finding f : scanOfMain(calls.toString(), methods.toString()).findings()) {
      found.computeIfAbsent(f.method(), m -> EnumSet.noneOf(Source.class)).add(f.source());
    }
    STATEMENTS
        .keySet()
        .forEach(
            source ->
                assertThat(found)
                    .containsEntry(source.label().replace('-', '_') + "_()V", EnumSet.of(source)));
    assertThat(found.keySet()).hasSize(STATEMENTS.size());
  }

  @Test
  void lineAndWhatItDoes() {
    Scan scan = scanOfMain("n++;\nSystem.getenv(\"HOME\");", "");
    int line = 2 + IMPORTS.lines().toList().size() + 3;
    assertThat(places(scan)).containsExactly("app.Main#main:" + line + ": System.getenv(\"HOME\")");
  }

  @Test
  void onlyWhatMayRun() {
    Scan scan = scanOfMain("run();", "static void run() {} static void other() { own(); }");
    assertThat(scan.findings()).isEmpty();
    assertThat(scan.methods()).isEqualTo(2);
  }

  @Test
  void lambdasAndMethodReferences() {
    Scan scan =
        scanOfMain("LongSupplier a1 = System::nanoTime; Runnable r = () -> Math.random();", "");
    assertThat(labels(scan)).containsExactly("clock", "random");
  }

  /** An override of the application's answers the call; what it calls in turn is found there. */
  @Test
  void overridesAreNotTheJdks() {
    Scan scan =
        scanOfMain(
            "new Quiet().start(); new Loud().start();",
            """
            static class Quiet extends Thread { @Override public void start() {} }
            static class Loud extends Quiet { @Override public void start() { n = new Random(1).nextInt(); } }
            """);
    assertThat(scan.findings()).isEmpty();
  }

  @Test
  void objectsThatHashByIdentity() {
    Scan scan =
        scanOfMain(
            """
            Map<Object, String> map = new HashMap<>();
            map.put(Color.RED, "");
            map.put(new int[0], "");
            map.put(Main.class, "");
            map.put(new Plain(), "");
            Set<Object> set = new HashSet<>(); set.add(new Plain());
            n = new Plain().hashCode();
            n = Color.RED.hashCode();
            String s = "a" + new Plain();
            System.out.println(new int[0]);
            """,
            "static class Plain {}");
    assertThat(places(scan).stream().map(p -> p.substring(p.indexOf(": ") + 2)))
        .containsExactly(
            "the hash code of a app.Main$Plain",
            "the hash code of a app.Color",
            "the text of a app.Main$Plain",
            "the text of a int[]",
            "java.util.Map.put of keys of type app.Color",
            "java.util.Map.put of keys of type int[]",
            "java.util.Map.put of keys of type java.lang.Class",
            "java.util.Map.put of keys of type app.Main$Plain",
            "java.util.Set.add of keys of type app.Main$Plain");
  }

  @Test
  void objectsThatDont() {
    Scan scan =
        scanOfMain(
            """
            Map<Object, String> map = new HashMap<>();
            map.put("a", ""); map.put(1, ""); map.put(new Point(1), ""); map.put(map, "");
            new TreeMap<Color, String>().put(Color.RED, "");
            EnumMap<Color, String> e = new EnumMap<>(Color.class); e.put(Color.RED, "");
            LinkedHashMap<Color, String> l = new LinkedHashMap<>(); l.put(Color.RED, "");
            String s = "a" + Color.RED + new Point(1) + map;
            n = "a".hashCode() + new Point(1).hashCode();
            """,
            "record Point(int x) {}");
    assertThat(scan.findings()).isEmpty();
  }

  @Test
  void finalizersOfClassesThatAreMade() {
    Scan scan =
        scanOfMain(
            "new Old();",
            """
            static class Old { @Override protected void finalize() {} }
            static class Never { @Override protected void finalize() {} }
            """);
    assertThat(places(scan)).hasSize(1).first().asString().startsWith("app.Main$Old#finalize:");
  }

  @Test
  void reportForPeople() {
    Scan scan = scanOfMain("n = System.nanoTime();\nn += new Random().nextInt();", "");
    String text = new ScanReport(scan, DEFAULT, Acceptance.NONE).text();
    int line = 2 + IMPORTS.lines().toList().size() + 2;
    assertThat(text)
        .isEqualTo(
            """
            root    app.Main#main([Ljava/lang/String;)V
            modes   time=host  math=strict  secure-random=host  identity=job
            read    1 method in 1 class: what may run from there

            1 source of differences between two runs, about which nothing is done:
              clock: what time it is
                is      the host's
                mend    time=job, or don't let results depend on it
                app.Main#main:%d: System.nanoTime()
            1 source more, the same in every run:
              random: random numbers from a generator without a seed
                is      seeded from the job's seed; their states go with the job
                app.Main#main:%d: new Random()
            """
                .formatted(line, line + 1));
  }

  @Test
  void reportForMachines() {
    Scan scan = scanOfMain("System.getenv(\"\\\"\\n\\u00e9\");", "");
    assertThat(new ScanReport(scan, DEFAULT, Acceptance.parse("environment")).json())
        .contains(
            "\"untreated\":0,\"findings\":[{\"source\":\"environment\",\"class\":\"app.Main\"")
        .contains("\"what\":\"System.getenv(\\\"\\\"\\u000a\\u00e9\\\")\",\"treatment\":\"host\"")
        .contains("\"accepted\":true}],\"notes\":[]}");
  }

  @Test
  void strictNamesTheFirstPlaceOfEach() {
    Scan scan = scanOfMain("n = System.nanoTime();\nn = System.nanoTime();\nSystem.getenv();", "");
    assertThat(new ScanReport(scan, DEFAULT, Acceptance.NONE).refusal())
        .startsWith("strict: 2 sources of differences between runs, at 3 places, about which")
        .containsPattern("clock at app\\.Main#main:\\d+: System\\.nanoTime\\(\\) \\(time=job")
        .contains("environment at app.Main#main")
        .doesNotContain("\n");
    Modes jobClock = new Modes(true, Modes.Time.JOB, false, false, true);
    assertThat(new ScanReport(scan, jobClock, Acceptance.NONE).refusal())
        .startsWith("strict: 1 source of")
        .doesNotContain("clock");
    assertThat(new ScanReport(scan, jobClock, Acceptance.parse("environment")).refusal()).isEmpty();
  }

  @Test
  void acceptanceInOneClass() {
    Scan scan =
        scanOfMain(
            "System.getenv(); new Log().go();",
            "static class Log { void go() { System.getenv(); } }");
    assertThat(untreated(scan, "environment@app.Main$Log")).hasSize(1);
    assertThat(untreated(scan, "environment@app.Main")).isEmpty();
    assertThat(untreated(scan, "environment@app.Mai")).hasSize(2);
    assertThat(untreated(scan, "clock;threads")).hasSize(2);
    assertThatThrownBy(() -> Acceptance.parse("clocks"))
        .hasMessageContaining("'clocks' is no source")
        .hasMessageContaining("clock, ");
  }

  private static List<Finding> untreated(Scan scan, String accepted) {
    return new ScanReport(scan, DEFAULT, Acceptance.parse(accepted)).untreated();
  }

  @Test
  void methodsThatOnlyTheUserKnows() {
    TestApp app =
        TestApp.of(
            IMPORTS
                + "class Main { public static void main(String[] a) {}\n"
                + "static long plugin() { return System.nanoTime(); } }");
    Scan scan = Scan.of(app, "app.Main", null, Map.of("app/Main", Set.of("plugin()J")), t -> {});
    assertThat(labels(scan)).containsExactly("clock");
    assertThat(labels(Scan.of(app, "app.Main", "app.Main#plugin", Map.of(), t -> {})))
        .containsExactly("clock");
    assertThatThrownBy(() -> Scan.of(app, "app.Main", "app.Main#plugn", Map.of(), t -> {}))
        .isInstanceOf(RootException.class);
  }

  @Test
  void everyUntreatedSourceSaysWhatToDo() {
    for (Source source : Source.values()) {
      for (Modes modes :
          Arrays.asList(DEFAULT, new Modes(false, Modes.Time.HOST, false, false, false))) {
        Treatment t = source.treatment(modes);
        assertThat(t.remedy().isEmpty())
            .as(source.label())
            .isEqualTo(t.kind() == Treatment.Kind.TREATED || t.kind() == Treatment.Kind.CARRIED);
      }
    }
  }

  @Test
  void everySourceStandsInTheDocument() throws Exception {
    String page = Files.readString(Path.of("../docs/determinism.md"));
    assertThat(Source.labels()).allMatch(label -> page.contains("`" + label + "`"));
  }
}
