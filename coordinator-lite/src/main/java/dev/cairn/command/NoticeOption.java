package dev.cairn.command;

import dev.cairn.coordinator.worker.EvictionNotice;
import dev.cairn.coordinator.worker.FileNotice;
import dev.cairn.coordinator.worker.UrlNotice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where notices of eviction are: {@code file:PATH}, or a URL. */
final class NoticeOption implements ITypeConverter<EvictionNotice> {
  private static final String FILE = "file:";

  @Override
  public EvictionNotice convert(String text) {
    if (text.startsWith(FILE) && text.length() > FILE.length()) {
      return new FileNotice(Path.of(text.substring(FILE.length())), Clock.systemUTC());
    }
    if (text.startsWith("http://") || text.startsWith("https://")) {
      try {
        return new UrlNotice(URI.create(text), Clock.systemUTC());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is no URL: " + e.getMessage());
      }
    }
    throw new TypeConversionException("'" + text + "' is neither file:PATH nor http(s)://…");
  }
}
