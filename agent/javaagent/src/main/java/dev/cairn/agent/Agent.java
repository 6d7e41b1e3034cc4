package dev.cairn.agent;

import dev.cairn.agent.jdk.BootRuntime;
import dev.cairn.agent.jdk.JdkInside;
import dev.cairn.agent.jdk.JvmCheck;
import dev.cairn.agent.job.JobAssembly;
import dev.cairn.agent.launch.Launch;
import dev.cairn.agent.options.AgentOptions;
import dev.cairn.agent.options.OptionParser;
import dev.cairn.agent.sample.LoopWatch;
import dev.cairn.snapshot.SnapshotException;
import java.io.File;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Where the agent begins, in its own class loader: called by {@code PreMain} by reflection. */
public final class Agent {
  private Agent() {}

  /**
   * Readies the JVM for the job, or ends it with one line and an {@link ExitCode}.
   *
   * @param options what stands behind {@code -javaagent:…=}
   * @param jar the agent's jar
   */
  public static void start(@Nullable String options, Instrumentation instrumentation, File jar) {
    Say say = new Say();
    try {
      JvmCheck.check(System::getProperty);
      AgentOptions parsed = OptionParser.parse(options);
      JdkInside.open(instrumentation);
      BootRuntime.define(jar);
      if (parsed.sample() == null) {
        JobAssembly.assemble(parsed, Launch.ofThisJvm(), jar, instrumentation, say);
      } else {
        LoopWatch.start(parsed.sample(), instrumentation, say);
      }
    } catch (Throwable t) {
      end(say, t);
    }
  }

  /** Ends the process with what went wrong, in one line. */
  public static void end(Say say, Throwable t) {
    if (System.getenv("CAIRN_TRACE") != null) {
      t.printStackTrace();
    }
    int code = ExitCode.INTERNAL;
    String message = "a defect of Cairn: " + t + " (CAIRN_TRACE=1 shows where); please report it";
    if (t instanceof AgentException e) {
      code = e.exitCode();
      message = String.valueOf(e.getMessage());
    } else if (t instanceof SnapshotException e) {
      code = e.exitCode();
      message = String.valueOf(e.getMessage());
    }
    say.line(message);
    OwnHalt.halt(code);
  }
}
