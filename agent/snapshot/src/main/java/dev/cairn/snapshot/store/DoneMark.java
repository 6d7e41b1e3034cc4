package dev.cairn.snapshot.store;

import dev.cairn.snapshot.StoreException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code done.json}: {@code {"exit":0,"timeMillis":1,"stateDigest":"00ff"}}. */
final class DoneMark {
  private static final Pattern TEXT =
      Pattern.compile(
          "\\{\"exit\":(-?\\d{1,9}),\"timeMillis\":(\\d{1,18})"
              + "(?:,\"stateDigest\":\"([0-9a-f]*)\")?\\}\\s*");

  private DoneMark() {}

  static String text(Done done) {
    return "{\"exit\":"
        + done.exit()
        + ",\"timeMillis\":"
        + done.timeMillis()
        + (done.stateDigest() == null ? "" : ",\"stateDigest\":\"" + done.stateDigest() + "\"")
        + "}\n";
  }

  static Done parse(Path file, String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new StoreException(
          file + ": is not a mark of a finished job; remove it to run the job again");
    }
    return new Done(Integer.parseInt(m.group(1)), m.group(3), Long.parseLong(m.group(2)));
  }
}
