package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JDK classes that do the same and hold the same, but are called otherwise in some releases. A
 * snapshot has the later name.
 */
final class JdkNames {
  /** Later name to earlier one, of those classes that have the earlier one here. */
  private static final Map<String, String> EARLIER = new HashMap<>();

  /** A field's earlier class and name to its later name. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "java.nio.channels.Channels$1.val$ch",
          "ch",
          // called otherwise since some update of 21
          "java.util.zip.ZipEntry.extraAttributes",
          "externalFileAttributes");

  /** A field's later class and name to its later type. */
  private static final Map<String, String> TYPES = new HashMap<>();

  static {
    TYPES.put("sun.nio.ch.FileChannelImpl.parent", "Ljava/io/Closeable;");
    String queue = "java.util.concurrent.LinkedTransferQueue";
    for (String f :
        "DualNode.next Itr.nextNode Itr.lastRet Itr.ancestor LTQSpliterator.current"
            .split(" ", -1)) {
      TYPES.put(queue + "$" + f, "Ljava/util/concurrent/LinkedTransferQueue$DualNode;");
    }
    // shared with synchronous queues in later releases
    earlier(queue + "$DualNode", queue + "$Node");
    // newSingleThreadExecutor's: shut down as garbage by a finalizer until 20
    earlier(
        "java.util.concurrent.Executors$AutoShutdownDelegatedExecutorService",
        "java.util.concurrent.Executors$FinalizableDelegatedExecutorService");
    // Channels.newOutputStream's, and so that of Files: anonymous until 19
    earlier("sun.nio.ch.ChannelOutputStream", "java.nio.channels.Channels$1");
  }

  /** Nested in these, numbers mean other classes in other releases, though their fields agree. */
  private static final Pattern NUMBERED = Pattern.compile("java\\.util\\.stream\\..*\\$\\d.*");

  private static final String RELEASE = " of " + Runtime.version().feature();

  private JdkNames() {}

  private static void earlier(String later, String earlier) {
    try {
      Class.forName(later, false, null);
    } catch (ClassNotFoundException e) {
      EARLIER.put(later, earlier);
    }
  }

  /** What a class of this JVM is called in a snapshot. */
  static String stored(String name) {
    return EARLIER.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findAny()
        .orElse(NUMBERED.matcher(name).matches() ? name + RELEASE : name);
  }

  /** What a field of this JVM is in a snapshot. */
  static FieldEntry stored(FieldEntry f) {
    String declaring = stored(f.declaringClass());
    String name = FIELDS.getOrDefault(f.toString(), f.name());
    String type = TYPES.getOrDefault(declaring + "." + name, f.type());
    return new FieldEntry(declaring, name, type);
  }

  /** What the class of that name in a snapshot is called in this JVM. */
  static String here(String name) {
    return name.endsWith(RELEASE)
        ? name.substring(0, name.length() - RELEASE.length())
        : EARLIER.getOrDefault(name, name);
  }
}
