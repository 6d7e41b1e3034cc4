package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.math.BigDecimal;
import java.time.temporal.TemporalField;
import java.time.temporal.ValueRange;

/** What parts of a formatter keep in fields in some releases, and find out each time in others. */
final class RenewedFormats {
  /** A {@code java.util.Formatter} that has not looked for its locale's zero yet. */
  static final char NO_ZERO_YET = '\ufffe';

  private static final String PARSER = "java.time.format.DateTimeFormatterBuilder$";

  private RenewedFormats() {}

  /** Whether a literal in a date's pattern is a space of some kind. */
  static boolean isSpaceSeparator(Object literalParser) {
    long literal = Mem.offset(Renewed.type(PARSER + "CharLiteralPrinterParser"), "literal");
    char c = (char) Mem.getShort(literalParser, literal);
    return Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  /**
   * The bounds of a field that is printed as a fraction.
   *
   * @param name {@code minBD} or {@code rangeBD}
   * @throws SnapshotMismatchException only code of the program can tell
   */
  static BigDecimal bound(Object fractionParser, String name) {
    long at = Mem.offset(Renewed.type(PARSER + "NumberPrinterParser"), "field");
    Object field = Mem.getRef(fractionParser, at);
    if (!(field instanceof TemporalField f) || f.getClass().getClassLoader() != null) {
      throw new SnapshotMismatchException(
          "a date's format in the snapshot prints a field of the program's own as a fraction;"
              + " resume with the Java release that the job ran with");
    }
    ValueRange range = f.range();
    BigDecimal min = BigDecimal.valueOf(range.getMinimum());
    return name.equals("minBD")
        ? min
        : BigDecimal.valueOf(range.getMaximum()).subtract(min).add(BigDecimal.ONE);
  }
}
