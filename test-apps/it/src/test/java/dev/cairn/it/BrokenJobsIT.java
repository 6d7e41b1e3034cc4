package dev.cairn.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few of {@link BrokenJobsMatrixIT}, for every build. */
class BrokenJobsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"clock", "jvm-facts", "call-by-name"})
  void scanned(String source) throws IOException {
    BrokenJobs jobs = new BrokenJobs(folder);
    jobs.scanNamesIt(BrokenJob.of(source));
    jobs.strictRefusesIt(BrokenJob.of(source));
  }

  /** With the treatment switched off, verify fails: it is no check that can't. */
  @ParameterizedTest
  @ValueSource(strings = {"clock"})
  void verified(String source) {
    BrokenJobs jobs = new BrokenJobs(folder);
    jobs.verifyCatchesIt(BrokenJob.of(source));
    jobs.verifyPassesItTreated(BrokenJob.of(source));
  }
}
