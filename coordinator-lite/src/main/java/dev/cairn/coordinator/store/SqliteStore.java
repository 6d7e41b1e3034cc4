package dev.cairn.coordinator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.core.Transition;
import dev.cairn.coordinator.wire.Json;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The state in an SQLite file: a row for each job and host, changed with the history of one
 * decision in one transaction. Jobs and hosts are JSON, so that what a later version adds to them
 * needs no new column; what is looked up stands in columns beside it.
 *
 * <pre>
 *   schema   version
 *   clock    time                                the coordinator's, which never goes back
 *   job      id, submission, state, body
 *   host     name, body
 *   history  number, job, time, state, reason, host
 * </pre>
 */
public final class SqliteStore implements Store {
  private static final int VERSION = 9;

  /** SQL that PostgreSQL would take as well. Step n leads from version n to n + 1. */
  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              "CREATE TABLE clock (time BIGINT NOT NULL)",
              "INSERT INTO clock (time) VALUES (0)",
              "CREATE TABLE job (id BIGINT PRIMARY KEY, submission VARCHAR(200) NOT NULL UNIQUE,"
                  + " state VARCHAR(20) NOT NULL, body TEXT NOT NULL)",
              "CREATE TABLE host (name VARCHAR(200) PRIMARY KEY, body TEXT NOT NULL)",
              "CREATE TABLE history (number BIGINT PRIMARY KEY, job BIGINT NOT NULL,"
                  + " time BIGINT NOT NULL, state VARCHAR(20) NOT NULL, reason TEXT NOT NULL)",
              "CREATE INDEX history_of_job ON history (job, number)"),
          List.of( // quotes within a job's own text are escaped: this is the field's name alone
              "UPDATE job SET body = REPLACE(body, '\"losses\":',"
                  + " '\"checkedInAt\":0,\"writeMillis\":0,\"losses\":')"),
          List.of(
              "UPDATE job SET body ="
                  + " REPLACE(body, '\"refusal\":', '\"outside\":null,\"refusal\":')"),
          List.of("ALTER TABLE history ADD COLUMN host VARCHAR(200)"),
          List.of(
              "UPDATE job SET body = REPLACE(body, '\"refusal\":', '\"sent\":null,\"refusal\":')",
              "UPDATE host SET body ="
                  + " REPLACE(body, '\"reliability\":', '\"deadline\":0,\"reliability\":')"),
          List.of(
              "UPDATE job SET body = REPLACE(REPLACE(body,"
                  + " '\"refusal\":', '\"arrival\":null,\"refusal\":'),"
                  + " '\"losses\":', '\"move\":null,\"losses\":')"),
          List.of("UPDATE job SET body = REPLACE(body, '\"last\":', '\"before\":[],\"last\":')"),
          List.of(
              "UPDATE host SET body = REPLACE(body, '\"deadline\":',"
                  + " '\"presence\":{\"since\":0,\"past\":[]},\"deadline\":')"),
          List.of(
              "UPDATE host SET body = REPLACE(body, '\"deadline\":', '\"ends\":0,\"deadline\":')"));

  private final Path file;
  private final Connection connection;
  private long lastHistory;

  private SqliteStore(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens the file, creating it where missing.
   *
   * @throws CommandException another coordinator has it, it can't be used, or is of a later version
   */
  public static SqliteStore open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      SqliteStore store = new SqliteStore(file, connection);
      try {
        store.prepare();
        return store;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private void prepare() throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute("PRAGMA busy_timeout = 2000");
      s.execute("PRAGMA locking_mode = EXCLUSIVE"); // one coordinator, until it ends
      s.execute("PRAGMA journal_mode = WAL");
      s.execute("PRAGMA synchronous = FULL");
      s.execute("CREATE TABLE IF NOT EXISTS schema (version INT NOT NULL)");
    }
    connection.setAutoCommit(false);
    long version = number("SELECT COALESCE(MAX(version), 0) FROM schema");
    if (version > VERSION) {
      throw new CommandException(
          ExitCode.DIRECTORY,
          file
              + " was written by a later version of Cairn (schema "
              + version
              + ", this one knows "
              + VERSION
              + "): use that one");
    }
    for (long step = version; step < VERSION; step++) {
      try (Statement s = connection.createStatement()) {
        for (String sql : MIGRATIONS.get((int) step)) {
          s.execute(sql);
        }
        s.execute("INSERT INTO schema (version) VALUES (" + (step + 1) + ")");
      }
      connection.commit();
    }
    lastHistory = number("SELECT COALESCE(MAX(number), 0) FROM history");
    connection.commit();
  }

  private long number(String query) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(query)) {
      return r.next() ? r.getLong(1) : 0;
    }
  }

  @Override
  public synchronized State load() {
    try (Statement s = connection.createStatement()) {
      State state = State.EMPTY.at(number("SELECT time FROM clock"));
      try (ResultSet r = s.executeQuery("SELECT body FROM job ORDER BY id")) {
        while (r.next()) {
          state = state.with(Json.read(r.getString(1), Job.class));
        }
      }
      try (ResultSet r = s.executeQuery("SELECT body FROM host ORDER BY name")) {
        while (r.next()) {
          state = state.with(Json.read(r.getString(1), Host.class));
        }
      }
      connection.commit();
      return state;
    } catch (SQLException e) {
      throw failed(file, e);
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitCode.DIRECTORY, file + " holds a row that can't be read: " + e.getOriginalMessage());
    }
  }

  @Override
  public synchronized void commit(Decision decision) {
    try {
      try {
        write(decision);
        connection.commit();
        lastHistory += decision.history().size();
      } catch (SQLException e) {
        undo(e);
        throw e;
      }
    } catch (SQLException e) {
      throw failed(file, e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state that JSON can't hold", e);
    }
  }

  /**
   * Where the disk is full SQLite undoes the transaction by itself. Then JDBC finds none to undo,
   * and begins no other: each statement after that would count at once and alone.
   */
  private void undo(SQLException why) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException none) {
      why.addSuppressed(none);
      try (Statement s = connection.createStatement()) {
        s.execute("BEGIN");
      }
    }
  }

  private void write(Decision decision) throws SQLException, JsonProcessingException {
    try (PreparedStatement p = connection.prepareStatement("UPDATE clock SET time = ?")) {
      p.setLong(1, decision.state().time());
      p.executeUpdate();
    }
    try (PreparedStatement p =
        connection.prepareStatement(
            "INSERT INTO job (id, submission, state, body) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body")) {
      for (Job job : decision.jobs()) {
        p.setLong(1, job.id());
        p.setString(2, job.spec().key());
        p.setString(3, job.state().name());
        p.setString(4, Json.write(job));
        p.executeUpdate();
      }
    }
    try (PreparedStatement p =
        connection.prepareStatement(
            "INSERT INTO host (name, body) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET body = excluded.body")) {
      for (Host host : decision.hosts()) {
        p.setString(1, host.name());
        p.setString(2, Json.write(host));
        p.executeUpdate();
      }
    }
    try (PreparedStatement p =
        connection.prepareStatement(
            "INSERT INTO history (number, job, time, state, reason, host)"
                + " VALUES (?, ?, ?, ?, ?, ?)")) {
      long n = lastHistory;
      for (Transition t : decision.history()) {
        p.setLong(1, ++n);
        p.setLong(2, t.job());
        p.setLong(3, t.time());
        p.setString(4, t.to().name());
        p.setString(5, t.reason());
        p.setString(6, t.host());
        p.executeUpdate();
      }
    }
  }

  @Override
  public synchronized List<Transition> history(long job) {
    return steps("WHERE job = ? ORDER BY number", job).stream().map(Recorded::step).toList();
  }

  @Override
  public synchronized long latest() {
    return lastHistory;
  }

  @Override
  public synchronized List<Recorded> since(long number, int limit) {
    return steps("WHERE number > ? ORDER BY number LIMIT " + limit, number);
  }

  private List<Recorded> steps(String which, long parameter) {
    List<Recorded> found = new ArrayList<>();
    try (PreparedStatement p =
        connection.prepareStatement(
            "SELECT number, job, time, state, reason, host FROM history " + which)) {
      p.setLong(1, parameter);
      try (ResultSet r = p.executeQuery()) {
        while (r.next()) {
          found.add(
              new Recorded(
                  r.getLong(1),
                  new Transition(
                      r.getLong(2),
                      r.getLong(3),
                      JobState.valueOf(r.getString(4)),
                      r.getString(5),
                      r.getString(6))));
        }
      }
      connection.commit();
      return found;
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private static CommandException failed(Path file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("SQLITE_BUSY")
        ? new CommandException(
            ExitCode.IN_USE, file + " is in use: another coordinator runs on this directory")
        : new CommandException(
            ExitCode.DIRECTORY,
            file + " can't be read or written: " + message.lines().findFirst().orElse(""));
  }
}
