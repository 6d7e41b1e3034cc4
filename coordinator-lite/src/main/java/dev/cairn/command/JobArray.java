package dev.cairn.command;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Jobs that differ by a number alone: {@code 1-50}, or {@code 0-90:10} for every tenth. */
record JobArray(int first, int last, int step) {
  /** Stands for the number in a job's command line. */
  static final String NUMBER = "%a";

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,9})(?::(\\d{1,9}))?");
  private static final int MOST = 10_000;

  int size() {
    return (last - first) / step + 1;
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(0, size() - 1).mapToObj(i -> first + i * step).toList();
  }

  /** Whether some word says where the number goes. */
  static boolean isNamedIn(List<String> words) {
    return words.stream().anyMatch(w -> w.contains(NUMBER));
  }

  /** A job's command line. */
  static List<String> with(List<String> words, int number) {
    return words.stream().map(w -> w.replace(NUMBER, Integer.toString(number))).toList();
  }

  /** Reads one. */
  static final class Text implements ITypeConverter<JobArray> {
    @Override
    public JobArray convert(String text) {
      Matcher m = FORM.matcher(text);
      if (!m.matches()) {
        throw new TypeConversionException("'" + text + "' is not an array: write 1-50 or 0-90:10");
      }
      String step = m.group(3);
      JobArray array =
          new JobArray(
              Integer.parseInt(m.group(1)),
              Integer.parseInt(m.group(2)),
              step == null ? 1 : Integer.parseInt(step));
      if (array.last < array.first || array.step < 1) {
        throw new TypeConversionException("'" + text + "' has no numbers in it");
      }
      if (array.size() > MOST) {
        throw new TypeConversionException(
            "'" + text + "' has " + array.size() + " numbers in it, more than " + MOST);
      }
      return array;
    }
  }
}
