package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.snapshot.format.HeapImage;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made after a resume shares with what was made before as if there had been none. */
class SharedWithJvmTest {
  @TempDir Path dir;

  enum Level {
    LOW,
    HIGH {
      @Override
      boolean high() {
        return true;
      }
    };

    boolean high() {
      return false;
    }
  }

  record Made(String what, Supplier<Object> make) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Made> made() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("set of an enum", () -> EnumSet.of(Level.HIGH));
    all.put("map of an enum", () -> new EnumMap<>(Map.of(Level.LOW, 1)));
    all.put("set of an enum of the JDK", () -> EnumSet.allOf(RetentionPolicy.class));
    all.put("calendar of the default zone", () -> new GregorianCalendar(2020, 1, 1));
    all.put("date", SharedWithJvmTest::asked);
    all.put("zone", () -> TimeZone.getTimeZone(text("Europe/Rome")));
    all.put("rules of a region", () -> ZoneId.of(text("Europe/Rome")));
    all.put("scanner", () -> new Scanner(text("1 2 3")));
    return all.entrySet().stream().map(e -> new Made(e.getKey(), e.getValue()));
  }

  @SuppressWarnings({"deprecation", "JavaUtilDate"}) // old programs have dates
  private static Date asked() {
    Date d = new Date(0);
    assertThat(d.getMonth()).isZero();
    return d;
  }

  /** Of no literal's identity: this class is not the job's. */
  private static String text(String literal) {
    return new String(literal.toCharArray());
  }

  /** The field that holds it is not final. */
  @Test
  void emptyArrayOfFormats() {
    DecimalFormat f = new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    assertThat(f.formatToCharacterIterator(1.5).getRunLimit()).isPositive();
    long at = Mem.offset(DecimalFormat.class, "positivePrefixFieldPositions");
    Object empty = Mem.getRef(f, at);
    Object resumed = Snapshots.restore(saved("format", f)).get(0);
    assertThat(Mem.getRef(resumed, at)).isNotNull().isSameAs(empty);
  }

  @ParameterizedTest
  @MethodSource
  void made(Made made) {
    Object before = made.make.get();
    Path undisturbed = saved("undisturbed", new ArrayList<>(List.of(before, made.make.get())));
    Object resumed = Snapshots.restore(saved("stopped", before)).get(0);
    assertThat(resumed).isNotSameAs(before);
    Path disturbed = saved("resumed", new ArrayList<>(List.of(resumed, made.make.get())));
    SnapshotGraph a = SnapshotGraph.read(undisturbed);
    assertThat(SnapshotDiff.firstDifference(a, SnapshotGraph.read(disturbed))).isNull();
    assertThat(SnapshotFile.readHeader(disturbed).stateDigest())
        .isEqualTo(SnapshotFile.readHeader(undisturbed).stateDigest());
  }

  private Path saved(String name, Object o) {
    Path file = dir.resolve(name + ".cairn");
    List<Class<?>> classes = List.of(Level.class, Level.HIGH.getClass());
    try (HeapImage image = Snapshots.capture(classes, o)) {
      Snapshots.write(image, file);
    }
    return file;
  }
}
