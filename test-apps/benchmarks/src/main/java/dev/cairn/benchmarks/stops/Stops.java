package dev.cairn.benchmarks.stops;

/** The programs by name. */
public enum Stops {
  LOOP("in a loop") {
    @Override
    public Stoppable program() {
      return new Loop();
    }
  },
  FOR_EACH("below `list.forEach(lambda)`") {
    @Override
    public Stoppable program() {
      return new ForEach();
    }
  },
  SORT("in a comparator, below `list.sort`") {
    @Override
    public Stoppable program() {
      return new Sort();
    }
  },
  LOCKED("inside a synchronized block") {
    @Override
    public Stoppable program() {
      return new Locked();
    }
  },
  CONSTRUCTED("in a constructor") {
    @Override
    public Stoppable program() {
      return new Constructed();
    }
  },
  REFLECTED("through `Method.invoke`") {
    @Override
    public Stoppable program() {
      return new Reflected();
    }
  },
  UNMARKED("below a method without annotation or parameter") {
    @Override
    public Stoppable program() {
      return new Unmarked();
    }
  };

  private final String title;

  Stops(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  public abstract Stoppable program();
}
