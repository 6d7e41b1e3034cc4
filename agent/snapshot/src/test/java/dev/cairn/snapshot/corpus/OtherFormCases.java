package dev.cairn.snapshot.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Formatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Vector;
import java.util.concurrent.Callable;

/** JDK classes whose objects look otherwise in another release, and do the same. */
@SuppressWarnings("JdkObsolete") // what a SequenceInputStream is made of
final class OtherFormCases {
  private OtherFormCases() {}

  static List<Case> cases() {
    return List.of(
        new Case("locales by constructor", OtherFormCases::locales, o -> checkLocales((List<?>) o)),
        new Case("StringReader", OtherFormCases::readers, o -> checkReaders((List<?>) o)),
        new Case("Scanner over a text", OtherFormCases::scanner, o -> checkScanner((Scanner) o)),
        new Case("formats of dates", OtherFormCases::dates, o -> checkDates((List<?>) o)),
        new Case("Formatter in use", OtherFormCases::formatter, o -> checkFormatter((Formatter) o)),
        new Case("HexFormat, changed", OtherFormCases::hex, o -> checkHex((List<?>) o)),
        new Case("streams in sequence", OtherFormCases::streams, o -> checkStreams((List<?>) o)));
  }

  private static <T> T io(Callable<T> io) {
    try {
      return io.call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("deprecation") // later releases would not have one made so
  private static Object locales() {
    Locale made = new Locale("de", "CH", "1996");
    return new ArrayList<>(
        List.of(made, new Locale("zz"), made, Locale.forLanguageTag("de-CH-1996")));
  }

  @SuppressWarnings("ReferenceEquality")
  private static void checkLocales(List<?> all) {
    Locale made = (Locale) all.get(0);
    assertThat(made).isEqualTo(Locale.forLanguageTag("de-CH-1996")).isSameAs(all.get(2));
    assertThat(made == Locale.forLanguageTag("de-CH-1996")).isFalse();
    assertThat(all.get(3) == Locale.forLanguageTag("de-CH-1996")).isTrue();
    assertThat(made.getDisplayCountry(Locale.US) + made.getVariant()).isEqualTo("Switzerland1996");
    assertThat(made.hashCode()).isEqualTo(all.get(3).hashCode());
    assertThat(((Locale) all.get(1)).toLanguageTag()).isEqualTo("zz");
  }

  private static Object dates() {
    DateTimeFormatter literals = DateTimeFormatter.ofPattern("yyyy-MM-dd 'at' HH:mm", Locale.ROOT);
    DateTimeFormatter fraction =
        new DateTimeFormatterBuilder()
            .appendPattern("ss")
            .appendFraction(ChronoField.MILLI_OF_SECOND, 0, 3, true)
            .toFormatter(Locale.ROOT);
    DateTimeFormatter style = DateTimeFormatter.ofLocalizedDate(FormatStyle.SHORT);
    return new ArrayList<>(
        List.of(literals, fraction, DateTimeFormatter.ISO_INSTANT, style.withLocale(Locale.ROOT)));
  }

  private static void checkDates(List<?> all) {
    LocalDateTime at = LocalDateTime.of(2026, 11, 27, 9, 5, 7, 120_000_000);
    DateTimeFormatter literals = (DateTimeFormatter) all.get(0);
    assertThat(literals.format(at)).isEqualTo("2026-11-27 at 09:05");
    assertThat(LocalDateTime.parse("2026-11-27 at 09:05", literals)).isEqualTo("2026-11-27T09:05");
    DateTimeFormatter fraction = (DateTimeFormatter) all.get(1);
    assertThat(fraction.format(at)).isEqualTo("07.12");
    assertThat(fraction.parse("07.5").get(ChronoField.MILLI_OF_SECOND)).isEqualTo(500);
    DateTimeFormatter instant = (DateTimeFormatter) all.get(2);
    assertThat(instant.format(at.toInstant(ZoneOffset.UTC))).isEqualTo("2026-11-27T09:05:07.120Z");
    assertThat(((DateTimeFormatter) all.get(3)).format(at)).contains("27");
  }

  private static Object formatter() {
    return new Formatter(new StringBuilder(), Locale.ROOT).format("%05d ", 7);
  }

  private static void checkFormatter(Formatter f) {
    assertThat(f.format("%,d %04d", 1234567, 42)).hasToString("00007 1,234,567 0042");
  }

  private static Object readers() {
    StringReader marked = new StringReader("text to be read");
    StringReader closed = new StringReader("closed");
    BufferedReader lines = new BufferedReader(new StringReader("one\ntwo\nthree"), 4);
    io(
        () -> {
          marked.skip(5);
          marked.mark(0);
          marked.read(new char[5]);
          closed.read();
          closed.close();
          return lines.readLine();
        });
    return new ArrayList<>(List.of(marked, closed, lines, new StringReader("")));
  }

  private static void checkReaders(List<?> all) {
    StringReader marked = (StringReader) all.get(0);
    assertThat((char) next(marked)).isEqualTo(' ');
    io(
        () -> {
          marked.reset();
          return marked.skip(-5);
        });
    assertThat(new BufferedReader(marked).lines()).containsExactly("text to be read");
    assertThat(fails((StringReader) all.get(1))).isEqualTo("Stream closed");
    assertThat(((BufferedReader) all.get(2)).lines()).containsExactly("two", "three");
    assertThat(next((StringReader) all.get(3))).isEqualTo(-1);
  }

  private static int next(StringReader r) {
    return io(r::read);
  }

  private static String fails(StringReader closed) {
    try {
      closed.ready();
      return "no";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private static Object scanner() {
    Scanner s = new Scanner("1 2,5 three\nfour 0x10");
    assertThat(s.nextInt()).isEqualTo(1);
    return s;
  }

  private static void checkScanner(Scanner s) {
    assertThat(s.hasNextInt()).isFalse();
    assertThat(s.next()).isEqualTo("2,5");
    assertThat(s.nextLine()).isEqualTo(" three");
    assertThat(s.next("f[a-z]+")).isEqualTo("four");
    assertThat(s.next()).isEqualTo("0x10");
    assertThat(s.hasNext()).isFalse();
  }

  private static Object hex() {
    HexFormat upper = HexFormat.ofDelimiter(":").withUpperCase();
    return new ArrayList<>(
        List.of(upper, upper.withLowerCase().withPrefix("0x"), HexFormat.of(), upper));
  }

  private static void checkHex(List<?> all) {
    byte[] bytes = {-1, 10};
    assertThat(((HexFormat) all.get(0)).formatHex(bytes)).isEqualTo("FF:0A");
    assertThat(((HexFormat) all.get(1)).formatHex(bytes)).isEqualTo("0xff:0x0a");
    assertThat(all.get(2) == HexFormat.of()).isTrue();
    assertThat(all.get(3)).isSameAs(all.get(0)).isEqualTo(((List<?>) hex()).get(0));
    assertThat(((HexFormat) all.get(0)).isUpperCase()).isTrue();
    assertThat(((HexFormat) all.get(1)).isUpperCase()).isFalse();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static Object streams() {
    SequenceInputStream two = new SequenceInputStream(bytes("first,"), bytes("second"));
    SequenceInputStream last = new SequenceInputStream(bytes(""), bytes("second"));
    SequenceInputStream ended = new SequenceInputStream(bytes("a"), bytes("b"));
    SequenceInputStream more =
        new SequenceInputStream(
            Collections.enumeration(new ArrayList<>(List.of(bytes("1"), bytes("2"), bytes("3")))));
    SequenceInputStream elements =
        new SequenceInputStream(new Vector<>(List.of(bytes("x"), bytes("y"))).elements());
    io(
        () -> {
          two.read();
          last.read();
          more.readNBytes(2);
          return ended.readAllBytes();
        });
    return new ArrayList<>(List.of(two, last, ended, more, elements));
  }

  private static void checkStreams(List<?> all) {
    List<String> rest = new ArrayList<>();
    all.forEach(s -> rest.add(new String(io(((InputStream) s)::readAllBytes), UTF_8)));
    assertThat(rest).containsExactly("irst,second", "econd", "", "3", "xy");
  }
}
