package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Lease;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.wire.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as people have it: in a browser, over a real coordinator. Profile {@code browser}. */
class PageInBrowser {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\"> & \u202e";

  @TempDir static Path profile;
  private static Browser browser;

  @TempDir Path folder;
  private TestServer server;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start(profile);
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    browser.close();
  }

  /** Host a runs job 1, which was saved and refused; host b has room. */
  @BeforeEach
  void start() throws Exception {
    server = TestServer.in(folder);
    server.aJobOnAHost();
    server.join("b");
    browser.complaints.clear();
    browser.size(1280, 900);
    browser.open(server.url() + "/");
  }

  @AfterEach
  void stop() throws Exception {
    browser.value("sessionStorage.clear()");
    browser.open("about:blank#");
    server.close();
    assertThat(browser.complaints).isEmpty();
  }

  private void signIn(String token) throws Exception {
    browser.value(
        "(() => { document.getElementById('token').value = '%s';"
            .concat(" document.getElementById('sign-in').requestSubmit(); })()")
            .formatted(token));
  }

  private void signIn() throws Exception {
    signIn(server.token);
    browser.until("document.querySelectorAll('#jobs tr').length === 1");
  }

  /** Clicks the one thing with this accessible name. */
  private void click(String name) throws Exception {
    browser.until(
        "(() => { const all = [...document.querySelectorAll('button')].filter(b =>"
            + " b.checkVisibility() && !b.disabled && (b.getAttribute('aria-label') ??"
            + " b.textContent) === '"
            + name
            + "'); if (all.length !== 1) return false; all[0].click(); return true; })()");
  }

  private String text(String selector) throws Exception {
    return browser.value("document.querySelector('" + selector + "').innerText").asText();
  }

  private Job job(long id) throws Exception {
    return server.client.get("jobs/" + id, Api.JobDetails.class).job();
  }

  @Test
  void theTokenIsAskedForOnceAndIsInNoAddress() throws Exception {
    signIn("0".repeat(64));
    browser.until("document.getElementById('door-word').textContent.includes('not know')");
    signIn();
    assertThat(browser.value("document.getElementById('token').value").asText()).isEmpty();
    assertThat(
            browser.value("performance.getEntries().map(e => e.name).join() + location").asText())
        .contains("/v1/jobs")
        .doesNotContain(server.token);
    browser.open(server.url() + "/?again");
    browser.until("document.querySelectorAll('#jobs tr').length === 1");
    click("Sign out");
    browser.until("!document.getElementById('door').hidden");
    assertThat(browser.value("sessionStorage.length").asInt()).isZero();
    assertThat(text("body")).doesNotContain("a frame");
  }

  @Test
  void whatThereIsIsSeen() throws Exception {
    signIn();
    browser.until("document.getElementById('link').dataset.state === 'live'");
    assertThat(text("#jobs tr"))
        .contains("running", "Latest snapshot refused: a frame", "a", "7", "ago", "Pause");
    assertThat(text("#alarm")).isEqualTo("Job 1 has had the latest snapshot refused.");
    assertThat(text("#hosts")).contains("1/1", "0/1", "open", "100 MiB");
    assertThat(browser.value("document.querySelector('#time title').textContent").asText())
        .startsWith("job 1 on a, ");
    assertThat(text("#steps")).contains("submitted");
  }

  /** Names are other people's words. */
  @Test
  void namesAreTextWhateverTheySay() throws Exception {
    signIn();
    server.submit("k2", HOSTILE);
    browser.until("document.querySelectorAll('#jobs tr').length === 2"); // live
    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('#jobs .name button')].map(b =>"
                        + " b.textContent).join('|')")
                .asText())
        .contains(HOSTILE);
    assertThat(browser.value("document.querySelectorAll('#desk img').length").asInt()).isZero();
    assertThat(browser.value("document.title").asText()).isEqualTo("Cairn");
    // Were it markup after all, the policy would not let it run.
    browser.value(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title=1\">')");
    browser.until("document.querySelector('body > img').complete");
    assertThat(browser.value("document.title").asText()).isEqualTo("Cairn");
    browser.complaints.clear(); // of just that
  }

  @Test
  void whatIsAskedForIsDone() throws Exception {
    signIn();
    click("Pause job 1");
    browser.until("document.querySelector('#jobs .state').textContent === 'snapshotting'");
    assertThat(purpose()).isEqualTo(Lease.Purpose.PAUSE);

    click("n");
    click("Resume");
    browser.until("document.getElementById('job-steps').textContent.includes('resumed')");
    assertThat(purpose()).isEqualTo(Lease.Purpose.SLICE);
    browser.value("document.getElementById('prio-to').value = '12'");
    click("Set");
    browser.until("document.querySelector('#jobs tr').cells[3].textContent === '12'");
    assertThat(job(1).priority()).isEqualTo(12);
    browser.value("document.getElementById('move-to').value = 'b'");
    click("Migrate");
    browser.until("document.getElementById('job-why').textContent.includes('sent to b')");
    assertThat(job(1).place().only()).isEqualTo("b");
    click("Close");

    click("Drain b");
    click("Cancel");
    assertThat(door("b")).isEqualTo(Host.Door.OPEN);
    click("Drain b");
    click("Drain");
    browser.until("document.getElementById('hosts').textContent.includes('cordoned')");
    assertThat(door("b")).isEqualTo(Host.Door.CORDONED);
    click("Uncordon b");
    browser.until("!document.getElementById('hosts').textContent.includes('cordoned')");
  }

  private Lease.Purpose purpose() throws Exception {
    return Objects.requireNonNull(Objects.requireNonNull(job(1).lease()).stop()).purpose();
  }

  private Host.Door door(String host) throws Exception {
    return server.client.get("hosts", Api.Hosts.class).hosts().stream()
        .filter(h -> h.host().name().equals(host))
        .findFirst()
        .orElseThrow()
        .host()
        .door();
  }

  @Test
  void whatATokenDoesNotAllowIsSaid() throws Exception {
    signIn(server.token(Role.SUBMIT));
    browser.until("document.querySelectorAll('#jobs tr').length === 1");
    click("Pause job 1");
    browser.until("document.getElementById('word').textContent.includes('role operate')");
    assertThat(job(1).state()).isEqualTo(JobState.RUNNING);
  }

  /** The timeline and the counter follow what workers tell. */
  @Test
  void itIsLive() throws Exception {
    signIn();
    server.client.post(
        "workers/a/heard",
        new Api.Heartbeat(
            "a#1",
            List.of(new Report(1, 1, true, 3, 6000, 20, 4711L, null, null, null, null)),
            null,
            null),
        Api.Orders.class);
    browser.until("document.querySelector('#jobs tr').cells[5].textContent.startsWith('4,711')");
    browser.until("document.getElementById('alarm').hidden");
    String files = job(1).files();
    server.client.tell("workers/a/outcome", new Api.Outcome(1, 1, files, null, 3, null, null));
    browser.until("document.querySelectorAll('#time .failed').length === 1");
    browser.until("document.querySelectorAll('#jobs tr').length === 0");
    click("Over");
    browser.until("document.querySelector('#jobs .state').textContent === 'failed'");
  }

  /** Nothing to be scrolled sideways, on a phone with the details open, too; in dark as well. */
  @Test
  void itFitsAPhone() throws Exception {
    signIn();
    server.submit("k2", "a".repeat(150));
    browser.until("document.querySelectorAll('#jobs tr').length === 2");
    String light = browser.value("getComputedStyle(document.body).backgroundColor").asText();
    browser.colours("dark");
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor").asText())
        .isNotEqualTo(light);
    browser.colours("light");
    browser.size(375, 812);
    assertThat(browser.value("document.documentElement.scrollWidth").asInt()).isEqualTo(375);
    click("n");
    browser.until("document.getElementById('job').open");
    assertThat(
            browser
                .value(
                    "document.getElementById('job').scrollWidth <="
                        + " document.getElementById('job').clientWidth")
                .asBoolean())
        .isTrue();
  }

  /** What can be used says what it is, to those who don't see it, too. */
  @Test
  void allControlsHaveNames() throws Exception {
    signIn();
    click("n");
    browser.until("document.getElementById('job').open");
    List<String> roles = new ArrayList<>();
    for (JsonNode node : browser.ask("Accessibility.getFullAXTree", Map.of()).get("nodes")) {
      String role = node.at("/role/value").asText();
      if (List.of("button", "textbox", "searchbox", "combobox", "spinbutton", "dialog", "table")
          .contains(role)) {
        roles.add(role);
        assertThat(node.at("/name/value").asText()).as(node.toString()).isNotBlank();
      }
    }
    assertThat(roles).contains("button", "spinbutton", "combobox", "dialog");
  }
}
