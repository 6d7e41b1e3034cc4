package dev.cairn.runtime;

/**
 * Why a stack can't be saved: the innermost frame that pins it.
 *
 * @param frame the frame as a stack trace shows it: class, method, file and line
 * @param reason what is wrong with it, in words
 */
public record Pin(String frame, String reason) {
  @Override
  public String toString() {
    return frame + ": " + reason;
  }
}
