package dev.cairn.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A deliberately broken job for each source of differences: scan names it, and verify catches it
 * where nothing is done about it, and only there.
 */
@Tag("broken-jobs")
@Execution(ExecutionMode.CONCURRENT)
class BrokenJobsMatrixIT {
  private static final BrokenJobsResults RESULTS = new BrokenJobsResults();

  @TempDir Path folder;

  static List<BrokenJob> all() {
    return BrokenJob.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void seen(BrokenJob broken) throws IOException {
    BrokenJobs jobs = new BrokenJobs(folder);
    BrokenJobsResults.Row row = RESULTS.row(broken);
    row.scanned(jobs.scanNamesIt(broken));
    row.verified(jobs.verifyCatchesIt(broken));
    jobs.verifyPassesItTreated(broken);
    if (broken.off() != null) {
      row.switchedOff(jobs.verifyCatchesItSwitchedOff(broken, broken.off()));
    }
    row.passed();
  }

  @AfterAll
  static void write() throws IOException {
    RESULTS.write();
  }
}
