package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.JavaLine;
import dev.cairn.launch.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be verified, and how thoroughly.
 *
 * @param java the job, independent of the working directory
 * @param plan the agent's options that shape the plan: loops, root
 * @param jdks those the legs run on; the first also runs what is compared with
 * @param stops how many safe points to stop at; {@link Long#MAX_VALUE} for all
 * @param inputs what each run finds in its working directory
 * @param stdin the job's standard input, or null for none
 * @param timeout for one JVM, or null for a bound drawn from the plain run
 * @param except fields that don't count, as the user named them: only told
 * @param exceptLines what lines of output match that don't count
 * @param compareErrors whether standard error must agree too
 * @param bisect whether to look for the safe point at which states part
 */
public record VerifyRequest(
    JavaLine java,
    AgentOptions plan,
    Path agentJar,
    List<Jdk> jdks,
    long stops,
    long seed,
    List<Path> inputs,
    @Nullable Path stdin,
    @Nullable Duration timeout,
    List<String> except,
    List<Pattern> exceptLines,
    boolean compareErrors,
    boolean bisect) {
  public VerifyRequest {
    jdks = List.copyOf(jdks);
    inputs = List.copyOf(inputs);
    except = List.copyOf(except);
    exceptLines = List.copyOf(exceptLines);
  }
}
