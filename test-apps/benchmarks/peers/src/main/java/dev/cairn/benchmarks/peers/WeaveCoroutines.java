package dev.cairn.benchmarks.peers;

import com.offbynull.coroutines.instrumenter.InstrumentationSettings;
import com.offbynull.coroutines.instrumenter.Instrumenter;
import com.offbynull.coroutines.instrumenter.PluginHelper;
import com.offbynull.coroutines.instrumenter.generators.DebugGenerators.MarkerType;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code WeaveCoroutines FROM TO}: weaves a folder of classes as its own build plug-ins do. */
public final class WeaveCoroutines {
  private WeaveCoroutines() {}

  public static void main(String[] args) throws IOException {
    List<File> classPath = new ArrayList<>();
    classPath.add(new File(args[0]));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(new File(entry));
    }
    PluginHelper.instrument(
        new Instrumenter(classPath),
        new InstrumentationSettings(MarkerType.NONE, false, false),
        PluginHelper.mapPaths(new File(args[0]), new File(args[1])),
        message -> {});
  }
}
