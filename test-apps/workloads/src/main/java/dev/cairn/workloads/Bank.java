package dev.cairn.workloads;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Transfers between accounts in any SQL database, by plain JDBC: {@code Bank driver url rounds}. A
 * second connection is opened now and then, so that the driver must still be registered.
 */
public final class Bank {
  private static final int ACCOUNTS = 300;

  private Bank() {}

  public static void main(String[] args) throws Exception {
    Class.forName(args[0]);
    String url = args[1];
    int rounds = Integer.parseInt(args[2]);
    try (Connection c = DriverManager.getConnection(url, "sa", "")) {
      create(c);
      long digest = 1;
      Random random = new Random(20071);
      for (int round = 1; round <= rounds; round++) {
        transfer(c, random);
        digest = digest * 31 + sums(c);
        if (round % 10 == 0) {
          try (Connection other = DriverManager.getConnection(url, "sa", "")) {
            digest = digest * 31 + sums(other);
          }
          System.out.println(round + " " + Long.toHexString(digest));
        }
      }
      System.out.println("end " + Long.toHexString(digest));
    }
  }

  private static void create(Connection c) throws SQLException {
    try (Statement s = c.createStatement()) {
      s.executeUpdate("create table account (id integer primary key, grp integer, bal integer)");
      s.executeUpdate("create index groups on account (grp)");
    }
    try (PreparedStatement p = c.prepareStatement("insert into account values (?,?,?)")) {
      for (int i = 0; i < ACCOUNTS; i++) {
        p.setInt(1, i);
        p.setInt(2, i % 17);
        p.setInt(3, 1000);
        p.executeUpdate();
      }
    }
  }

  private static void transfer(Connection c, Random random) throws SQLException {
    try (PreparedStatement p =
        c.prepareStatement("update account set bal = bal + ? where id = ?")) {
      for (int i = 0; i < 20; i++) {
        int amount = random.nextInt(100);
        move(p, random.nextInt(ACCOUNTS), -amount);
        move(p, random.nextInt(ACCOUNTS), amount);
      }
    }
  }

  private static void move(PreparedStatement p, int account, int amount) throws SQLException {
    p.setInt(1, amount);
    p.setInt(2, account);
    p.executeUpdate();
  }

  private static long sums(Connection c) throws SQLException {
    long digest = 1;
    try (Statement s = c.createStatement();
        ResultSet r =
            s.executeQuery(
                "select a.grp, count(*), sum(a.bal), max(b.bal) from account a, account b"
                    + " where a.id = b.grp group by a.grp order by a.grp")) {
      while (r.next()) {
        for (int i = 1; i <= 4; i++) {
          digest = digest * 31 + r.getInt(i);
        }
      }
    }
    return digest;
  }
}
