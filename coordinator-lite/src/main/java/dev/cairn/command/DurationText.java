package dev.cairn.command;

import dev.cairn.launch.Durations;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Checks a duration before it is passed on as it was written. */
final class DurationText implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    try {
      Durations.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
