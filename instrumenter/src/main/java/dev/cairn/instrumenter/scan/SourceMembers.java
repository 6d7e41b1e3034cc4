package dev.cairn.instrumenter.scan;

import dev.cairn.instrumenter.determinism.MathCalls;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of the JDK lead to which source. A method is written with its descriptor where
 * others of its name are harmless; {@code @21} after it says that there is none before 21. Calls by
 * way of a subtype count as well.
 */
final class SourceMembers {
  private static final Map<String, Source> MEMBERS = new TreeMap<>();
  private static final Map<String, Integer> SINCE = new TreeMap<>();

  static {
    MathCalls.table().keySet().forEach(m -> put("java/lang/Math." + m, Source.MATH));
    all(
        Source.NAN_BITS,
        """
        java/lang/Double.doubleToRawLongBits java/lang/Float.floatToRawIntBits
        java/nio/ByteBuffer.putDouble java/nio/ByteBuffer.putFloat
        """);
    all(
        Source.NAN_BULK,
        """
        java/nio/DoubleBuffer.put([D)Ljava/nio/DoubleBuffer;
        java/nio/DoubleBuffer.put([DII)Ljava/nio/DoubleBuffer;
        java/nio/FloatBuffer.put([F)Ljava/nio/FloatBuffer;
        java/nio/FloatBuffer.put([FII)Ljava/nio/FloatBuffer;
        java/lang/Float.floatToFloat16@20
        """);
    all(
        Source.RANDOM,
        """
        java/util/Random.<init>()V java/util/SplittableRandom.<init>()V
        java/lang/Math.random java/lang/StrictMath.random
        java/util/Collections.shuffle(Ljava/util/List;)V
        java/util/concurrent/ThreadLocalRandom.current
        java/util/random/RandomGenerator.of java/util/random/RandomGenerator.getDefault
        java/util/random/RandomGeneratorFactory.create()Ljava/util/random/RandomGenerator;
        """);
    all(
        Source.SECURE_RANDOM,
        """
        java/security/SecureRandom.<init> java/security/SecureRandom.getInstance
        java/security/SecureRandom.getInstanceStrong java/util/UUID.randomUUID
        javax/crypto/KeyGenerator.generateKey java/security/KeyPairGenerator.generateKeyPair
        """);
    all(
        Source.TEMPORARY_NAMES,
        """
        java/io/File.createTempFile java/nio/file/Files.createTempFile
        java/nio/file/Files.createTempDirectory
        """);
    all(
        Source.CLOCK,
        """
        java/lang/System.nanoTime java/lang/System.currentTimeMillis
        java/time/Instant.now()Ljava/time/Instant; java/time/LocalDate.now()Ljava/time/LocalDate;
        java/time/LocalDate.now(Ljava/time/ZoneId;)Ljava/time/LocalDate;
        java/time/LocalTime.now()Ljava/time/LocalTime;
        java/time/LocalTime.now(Ljava/time/ZoneId;)Ljava/time/LocalTime;
        java/time/LocalDateTime.now()Ljava/time/LocalDateTime;
        java/time/LocalDateTime.now(Ljava/time/ZoneId;)Ljava/time/LocalDateTime;
        java/time/OffsetDateTime.now()Ljava/time/OffsetDateTime;
        java/time/OffsetDateTime.now(Ljava/time/ZoneId;)Ljava/time/OffsetDateTime;
        java/time/OffsetTime.now()Ljava/time/OffsetTime;
        java/time/OffsetTime.now(Ljava/time/ZoneId;)Ljava/time/OffsetTime;
        java/time/ZonedDateTime.now()Ljava/time/ZonedDateTime;
        java/time/ZonedDateTime.now(Ljava/time/ZoneId;)Ljava/time/ZonedDateTime;
        java/time/Year.now()Ljava/time/Year; java/time/Year.now(Ljava/time/ZoneId;)Ljava/time/Year;
        java/time/YearMonth.now()Ljava/time/YearMonth;
        java/time/YearMonth.now(Ljava/time/ZoneId;)Ljava/time/YearMonth;
        java/time/MonthDay.now()Ljava/time/MonthDay;
        java/time/MonthDay.now(Ljava/time/ZoneId;)Ljava/time/MonthDay;
        java/time/Clock.systemUTC java/time/Clock.systemDefaultZone java/time/Clock.system
        java/time/Clock.tickMillis java/time/Clock.tickSeconds java/time/Clock.tickMinutes
        java/time/InstantSource.system
        java/util/Date.<init>()V java/util/Calendar.getInstance java/util/GregorianCalendar.<init>()V
        java/util/GregorianCalendar.<init>(Ljava/util/TimeZone;)V
        java/util/GregorianCalendar.<init>(Ljava/util/Locale;)V
        java/util/GregorianCalendar.<init>(Ljava/util/TimeZone;Ljava/util/Locale;)V
        """);
    all(
        Source.FILE_TIMES,
        """
        java/io/File.lastModified java/io/File.getFreeSpace java/io/File.getUsableSpace
        java/io/File.getTotalSpace java/nio/file/Files.getLastModifiedTime
        java/nio/file/Files.readAttributes java/nio/file/Files.getAttribute
        java/nio/file/attribute/BasicFileAttributes.lastModifiedTime
        java/nio/file/attribute/BasicFileAttributes.lastAccessTime
        java/nio/file/attribute/BasicFileAttributes.creationTime
        java/nio/file/attribute/BasicFileAttributes.fileKey
        java/nio/file/FileStore.getUsableSpace java/nio/file/FileStore.getTotalSpace
        java/nio/file/FileStore.getUnallocatedSpace
        """);
    all(
        Source.TIME_LIMIT,
        """
        java/lang/Object.wait(J)V java/lang/Object.wait(JI)V java/lang/Thread.join(J)V
        java/lang/Thread.join(JI)V java/lang/Thread.join(Ljava/time/Duration;)Z@19
        java/util/concurrent/locks/Condition.await(JLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/locks/Condition.awaitNanos
        java/util/concurrent/locks/Condition.awaitUntil
        java/util/concurrent/locks/Lock.tryLock(JLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/locks/LockSupport.parkUntil
        java/util/concurrent/BlockingQueue.offer(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/BlockingQueue.poll(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/util/concurrent/BlockingDeque.pollFirst(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/util/concurrent/BlockingDeque.pollLast(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/util/concurrent/Future.get(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/util/concurrent/CompletableFuture.orTimeout
        java/util/concurrent/CompletableFuture.completeOnTimeout
        java/util/concurrent/CountDownLatch.await(JLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/CyclicBarrier.await(JLjava/util/concurrent/TimeUnit;)I
        java/util/concurrent/Phaser.awaitAdvanceInterruptibly(IJLjava/util/concurrent/TimeUnit;)I
        java/util/concurrent/Exchanger.exchange(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/util/concurrent/Semaphore.tryAcquire(JLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/Semaphore.tryAcquire(IJLjava/util/concurrent/TimeUnit;)Z
        java/util/concurrent/ExecutorService.awaitTermination
        java/util/concurrent/ExecutorService.invokeAll(Ljava/util/Collection;JLjava/util/concurrent/TimeUnit;)Ljava/util/List;
        java/util/concurrent/ExecutorService.invokeAny(Ljava/util/Collection;JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;
        java/lang/Process.waitFor(JLjava/util/concurrent/TimeUnit;)Z
        """);
    all(
        Source.SLEEP,
        """
        java/lang/Thread.sleep java/util/concurrent/TimeUnit.sleep
        java/util/concurrent/locks/LockSupport.parkNanos
        """);
    all(
        Source.THREADS,
        """
        java/lang/Thread.start()V java/lang/Thread.startVirtualThread@21
        java/lang/Thread$Builder.start@21
        java/util/concurrent/Executors.newFixedThreadPool
        java/util/concurrent/Executors.newCachedThreadPool
        java/util/concurrent/Executors.newSingleThreadExecutor
        java/util/concurrent/Executors.newScheduledThreadPool
        java/util/concurrent/Executors.newSingleThreadScheduledExecutor
        java/util/concurrent/Executors.newWorkStealingPool
        java/util/concurrent/Executors.newThreadPerTaskExecutor@21
        java/util/concurrent/Executors.newVirtualThreadPerTaskExecutor@21
        java/util/concurrent/ThreadPoolExecutor.<init>
        java/util/concurrent/ScheduledThreadPoolExecutor.<init>
        java/util/concurrent/ForkJoinPool.<init> java/util/concurrent/ForkJoinPool.commonPool
        java/util/concurrent/ForkJoinTask.fork java/util/concurrent/ForkJoinTask.invokeAll
        java/util/concurrent/CompletableFuture.runAsync
        java/util/concurrent/CompletableFuture.supplyAsync
        java/util/concurrent/CompletionStage.thenRunAsync
        java/util/concurrent/CompletionStage.thenApplyAsync
        java/util/concurrent/CompletionStage.thenAcceptAsync
        java/util/concurrent/CompletionStage.thenComposeAsync
        java/util/concurrent/CompletionStage.thenCombineAsync
        java/util/concurrent/CompletionStage.handleAsync
        java/util/concurrent/CompletionStage.whenCompleteAsync
        java/util/concurrent/CompletableFuture.delayedExecutor
        java/util/concurrent/SubmissionPublisher.<init>
        java/util/Timer.<init> java/lang/Runtime.addShutdownHook
        """);
    all(
        Source.PARALLEL,
        """
        java/util/Collection.parallelStream java/util/stream/BaseStream.parallel
        java/util/Arrays.parallelPrefix java/util/Arrays.parallelSetAll
        java/util/concurrent/ConcurrentHashMap.forEach(JLjava/util/function/BiConsumer;)V
        java/util/concurrent/ConcurrentHashMap.search
        java/util/concurrent/ConcurrentHashMap.reduce
        java/util/concurrent/ConcurrentHashMap.reduceValues
        java/util/concurrent/ConcurrentHashMap.reduceKeys
        java/util/concurrent/ConcurrentHashMap.reduceToLong
        java/util/concurrent/ConcurrentHashMap.reduceToDouble
        java/util/concurrent/ConcurrentHashMap.reduceValuesToDouble
        java/util/concurrent/ConcurrentHashMap.reduceValuesToLong
        """);
    all(
        Source.IDENTITY_HASH,
        """
        java/lang/System.identityHashCode java/util/Objects.toIdentityString@19
        """);
    all(Source.IDENTITY_ORDER, "java/util/IdentityHashMap.<init>");
    all(
        Source.SET_ORDER,
        """
        java/util/Set.of java/util/Map.of java/util/Set.copyOf java/util/Map.copyOf
        java/util/Map.ofEntries java/util/stream/Collectors.toUnmodifiableSet
        java/util/stream/Collectors.toUnmodifiableMap
        """);
    all(
        Source.MEMBER_ORDER,
        """
        java/lang/Class.getMethods java/lang/Class.getDeclaredMethods
        java/lang/Class.getConstructors java/lang/Class.getDeclaredConstructors
        """);
    all(Source.ENVIRONMENT, "java/lang/System.getenv java/lang/ProcessBuilder.environment");
    all(
        Source.PROPERTIES,
        """
        java/lang/System.getProperty java/lang/System.getProperties
        java/lang/Integer.getInteger java/lang/Long.getLong java/lang/Boolean.getBoolean
        java/lang/System.lineSeparator
        """);
    all(
        Source.LOCALE,
        """
        java/util/Locale.getDefault java/util/TimeZone.getDefault java/time/ZoneId.systemDefault
        java/lang/String.toUpperCase()Ljava/lang/String;
        java/lang/String.toLowerCase()Ljava/lang/String;
        java/lang/String.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;
        java/lang/String.formatted
        java/io/PrintStream.printf(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintStream;
        java/io/PrintStream.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintStream;
        java/io/PrintWriter.printf(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintWriter;
        java/io/PrintWriter.format(Ljava/lang/String;[Ljava/lang/Object;)Ljava/io/PrintWriter;
        java/text/NumberFormat.getInstance()Ljava/text/NumberFormat;
        java/text/DecimalFormat.<init>(Ljava/lang/String;)V
        java/text/SimpleDateFormat.<init>(Ljava/lang/String;)V
        """);
    all(
        Source.CHARSET,
        """
        java/nio/charset/Charset.defaultCharset
        java/lang/String.getBytes()[B java/lang/String.<init>([B)V java/lang/String.<init>([BII)V
        java/io/InputStreamReader.<init>(Ljava/io/InputStream;)V
        java/io/OutputStreamWriter.<init>(Ljava/io/OutputStream;)V
        java/io/FileReader.<init>(Ljava/lang/String;)V java/io/FileReader.<init>(Ljava/io/File;)V
        java/io/FileWriter.<init>(Ljava/lang/String;)V java/io/FileWriter.<init>(Ljava/io/File;)V
        java/io/FileWriter.<init>(Ljava/lang/String;Z)V java/io/FileWriter.<init>(Ljava/io/File;Z)V
        java/io/PrintWriter.<init>(Ljava/lang/String;)V java/io/PrintWriter.<init>(Ljava/io/File;)V
        java/io/PrintWriter.<init>(Ljava/io/OutputStream;)V
        java/io/PrintWriter.<init>(Ljava/io/OutputStream;Z)V
        java/io/PrintStream.<init>(Ljava/lang/String;)V java/io/PrintStream.<init>(Ljava/io/File;)V
        java/io/PrintStream.<init>(Ljava/io/OutputStream;)V
        java/io/PrintStream.<init>(Ljava/io/OutputStream;Z)V
        java/io/ByteArrayOutputStream.toString()Ljava/lang/String;
        java/util/Scanner.<init>(Ljava/io/InputStream;)V java/util/Scanner.<init>(Ljava/io/File;)V
        java/util/Scanner.<init>(Ljava/nio/file/Path;)V
        """);
    all(
        Source.PROCESSORS,
        """
        java/lang/Runtime.availableProcessors
        java/util/concurrent/ForkJoinPool.getCommonPoolParallelism
        """);
    all(
        Source.MEMORY,
        """
        java/lang/Runtime.freeMemory java/lang/Runtime.totalMemory java/lang/Runtime.maxMemory
        """);
    all(
        Source.JVM_FACTS,
        """
        java/lang/ProcessHandle.current java/lang/ProcessHandle.pid java/lang/Runtime.version
        java/lang/ProcessHandle.allProcesses java/lang/management/ManagementFactory.getRuntimeMXBean
        java/lang/management/ManagementFactory.getMemoryMXBean
        java/lang/management/ManagementFactory.getThreadMXBean
        java/lang/management/ManagementFactory.getOperatingSystemMXBean
        java/lang/management/ManagementFactory.getGarbageCollectorMXBeans
        java/lang/management/ManagementFactory.getMemoryPoolMXBeans
        java/lang/management/ManagementFactory.getCompilationMXBean
        java/lang/management/ManagementFactory.getPlatformMBeanServer
        """);
    all(Source.THREAD_ID, "java/lang/Thread.getId java/lang/Thread.threadId@19");
    all(
        Source.THREAD_DUMP,
        """
        java/lang/Thread.getAllStackTraces java/lang/Thread.getStackTrace
        java/lang/StackWalker.walk java/lang/StackWalker.forEach
        """);
    all(
        Source.WEAK_REFERENCE,
        """
        java/lang/ref/Reference.get java/lang/ref/Reference.refersTo
        java/lang/ref/ReferenceQueue.poll java/lang/ref/ReferenceQueue.remove
        java/util/WeakHashMap.<init>
        """);
    all(Source.FINALIZER, "java/lang/ref/Cleaner.create java/lang/Runtime.runFinalization");
    all(
        Source.NATIVE,
        """
        java/lang/System.load java/lang/System.loadLibrary java/lang/Runtime.load
        java/lang/Runtime.loadLibrary java/lang/foreign/Linker.downcallHandle@22
        """);
    all(
        Source.FILE_ORDER,
        """
        java/io/File.list java/io/File.listFiles java/nio/file/Files.list java/nio/file/Files.walk
        java/nio/file/Files.find java/nio/file/Files.newDirectoryStream
        java/nio/file/Files.walkFileTree
        """);
    all(
        Source.NETWORK,
        """
        java/net/Socket.<init> java/net/ServerSocket.<init> java/net/DatagramSocket.<init>
        java/nio/channels/SocketChannel.open java/nio/channels/ServerSocketChannel.open
        java/nio/channels/DatagramChannel.open
        java/nio/channels/AsynchronousSocketChannel.open
        java/net/URL.openStream java/net/URL.openConnection java/net/URL.getContent
        java/net/http/HttpClient.newHttpClient java/net/http/HttpClient.newBuilder
        java/net/InetAddress.getLocalHost java/net/InetAddress.getByName
        java/net/InetAddress.getAllByName java/net/NetworkInterface.getNetworkInterfaces
        """);
    all(Source.CHILD_PROCESS, "java/lang/ProcessBuilder.start java/lang/Runtime.exec");
    all(
        Source.OFF_HEAP,
        """
        java/nio/channels/FileChannel.map
        sun/misc/Unsafe.allocateMemory java/lang/foreign/Arena.allocate@22
        """);
    all(
        Source.CLASS_LOADER,
        """
        java/net/URLClassLoader.<init> java/lang/ClassLoader.<init>
        java/net/URLClassLoader.newInstance java/lang/invoke/MethodHandles$Lookup.defineClass
        java/lang/invoke/MethodHandles$Lookup.defineHiddenClass
        """);
    all(
        Source.CALL_BY_NAME,
        """
        java/lang/reflect/Method.invoke java/lang/invoke/MethodHandles$Lookup.findStatic
        java/lang/invoke/MethodHandles$Lookup.findVirtual
        java/lang/invoke/MethodHandles$Lookup.findConstructor
        java/lang/invoke/MethodHandles$Lookup.findSpecial
        java/lang/invoke/MethodHandles$Lookup.unreflect
        java/lang/reflect/Constructor.newInstance
        """);
  }

  private SourceMembers() {}

  private static void all(Source source, String members) {
    for (String member : members.strip().split("\\s+", -1)) {
      int at = member.lastIndexOf('@');
      String name = at < 0 ? member : member.substring(0, at);
      put(name, source);
      if (at >= 0) {
        SINCE.put(name, Integer.valueOf(member.substring(at + 1)));
      }
    }
  }

  private static void put(String member, Source source) {
    if (MEMBERS.put(member, source) != null) {
      throw new IllegalStateException(member + " stands in the table twice");
    }
  }

  /** The source to which a call of that method of that type leads, or null. */
  static @Nullable Source of(String type, String name, String descriptor) {
    String member = type + "." + name;
    Source exact = MEMBERS.get(member + descriptor);
    return exact != null ? exact : MEMBERS.get(member);
  }

  /** The table. */
  static Map<String, Source> table() {
    return Map.copyOf(MEMBERS);
  }

  /** The first release that has a member. */
  static int since(String member) {
    return SINCE.getOrDefault(member, 0);
  }
}
