package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Transition;
import dev.cairn.coordinator.simulate.WayResult.Completion;
import dev.cairn.coordinator.simulate.WayResult.OfPriority;
import dev.cairn.coordinator.simulate.WayResult.SlotHours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What became of the jobs of a run. */
final class Journal {
  private static final double HOUR = 3_600_000;

  /** One job's course, in milliseconds; -1: not yet. */
  private static final class Course {
    final JobLoad.Arrival job;
    long began = -1;
    long done = -1;

    Course(JobLoad.Arrival job) {
      this.job = job;
    }

    double hours() {
      return (done - job.at()) / HOUR;
    }
  }

  /** What all hosts did, in milliseconds of a slot. */
  record Machines(long available, long occupied, long worked, long kept) {}

  private final Map<Long, Course> courses = new TreeMap<>();
  private final List<Double> doneAt = new ArrayList<>();
  private int starts;
  private int stops;
  private int hostsAway;

  void submitted(long id, JobLoad.Arrival job) {
    courses.put(id, new Course(job));
  }

  void hostWentAway() {
    hostsAway++;
  }

  void happened(List<Transition> history) {
    for (Transition t : history) {
      Course course = courses.get(t.job());
      if (course == null) {
        continue; // it is just being submitted
      }
      if (t.to() == JobState.RUNNING) {
        starts++;
        course.began = course.began < 0 ? t.time() : course.began;
      } else if (t.to() == JobState.SNAPSHOTTING) {
        stops++;
      } else if (t.to() == JobState.DONE) {
        course.done = t.time();
        doneAt.add(t.time() / HOUR);
      }
    }
  }

  int done() {
    return doneAt.size();
  }

  WayResult result(Way way, long allDone, Machines machines) {
    List<Course> done = courses.values().stream().filter(c -> c.done >= 0).toList();
    long work = done.stream().mapToLong(c -> c.job.work()).sum();
    return new WayResult(
        way.words(),
        courses.size(),
        done.size(),
        allDone < 0 ? null : allDone / HOUR,
        completion(done),
        ofPriorities(),
        new SlotHours(
            machines.available() / HOUR,
            work / HOUR,
            machines.kept() / HOUR,
            (machines.worked() - work - machines.kept()) / HOUR,
            (machines.occupied() - machines.worked()) / HOUR),
        starts,
        stops,
        hostsAway,
        List.copyOf(doneAt));
  }

  private static @Nullable Completion completion(List<Course> done) {
    double[] hours = done.stream().mapToDouble(Course::hours).sorted().toArray();
    return hours.length == 0
        ? null
        : new Completion(
            Arrays.stream(hours).average().orElseThrow(),
            hours[hours.length / 2],
            hours[hours.length * 95 / 100]);
  }

  private List<OfPriority> ofPriorities() {
    Map<Integer, List<Course>> by = new TreeMap<>(Comparator.reverseOrder());
    courses
        .values()
        .forEach(c -> by.computeIfAbsent(c.job.priority(), p -> new ArrayList<>()).add(c));
    List<OfPriority> all = new ArrayList<>();
    by.forEach(
        (priority, courses) -> {
          List<Course> begun = courses.stream().filter(c -> c.began >= 0).toList();
          List<Course> done = courses.stream().filter(c -> c.done >= 0).toList();
          all.add(
              new OfPriority(
                  priority,
                  courses.size(),
                  done.size(),
                  mean(begun.stream().mapToDouble(c -> (c.began - c.job.at()) / HOUR)),
                  mean(done.stream().mapToDouble(Course::hours))));
        });
    return all;
  }

  private static @Nullable Double mean(DoubleStream values) {
    OptionalDouble mean = values.average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
