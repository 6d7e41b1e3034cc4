// The coordinator's page. All that comes from the coordinator is shown as text, never as markup:
// names and reasons are other people's words.

const KEY = 'cairn.token';
const OPEN = new Set(['QUEUED', 'STAGING', 'RUNNING', 'SNAPSHOTTING', 'MIGRATING', 'PAUSED', 'HELD']);
const SHOWN = 500;
const STEPS = 5000;
const REFRESH_MILLIS = 1000;

const $ = (id) => document.getElementById(id);
const token = () => sessionStorage.getItem(KEY) ?? '';

const desk = {
  jobs: [], // as GET /v1/jobs
  hosts: [], // as GET /v1/hosts
  steps: [], // as GET /v1/history, grown by events
  offset: 0, // coordinator's clock less this one's
  rates: new Map(), // job -> {counter, at, perSecond}
  show: 'open',
  find: '',
  span: 3600,
  job: null, // whose details are open
  last: null, // id of the last event
};

// ---------------------------------------------------------------- asking

class Unknown extends Error {}

async function ask(method, path, body) {
  const answer = await fetch('/v1/' + path, {
    method,
    headers: { Authorization: 'Bearer ' + token(), ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
    cache: 'no-store',
  });
  if (answer.status === 401) {
    throw new Unknown('The coordinator does not know this token.');
  }
  const date = Date.parse(answer.headers.get('Date') ?? '');
  if (Number.isFinite(date) && Math.abs(date - Date.now() - desk.offset) > 2000) {
    desk.offset = date - Date.now();
  }
  const found = await answer.json();
  if (!answer.ok) {
    throw new Error(found.error ?? 'status ' + answer.status);
  }
  return found;
}

const now = () => Date.now() + desk.offset;

/** Asks for something to be done; what stands in the way is said. */
async function act(path, body) {
  try {
    await ask('POST', path, body ?? {});
    await refresh();
  } catch (e) {
    failed(e);
  }
}

function failed(e) {
  if (e instanceof Unknown) {
    signOut(e.message);
  } else {
    say(e instanceof TypeError ? 'The coordinator is away.' : e.message);
  }
}

let silence;
function say(text) {
  const word = $('word');
  word.textContent = text;
  word.hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => (word.hidden = true), 6000);
}

// ---------------------------------------------------------------- listening

let refreshing = null;
let wanted = false;

/** Fetches all anew, at most once a second. */
function refresh() {
  if (refreshing) {
    wanted = true;
    return refreshing;
  }
  refreshing = (async () => {
    try {
      const [jobs, hosts] = await Promise.all([ask('GET', 'jobs'), ask('GET', 'hosts')]);
      desk.jobs = jobs.jobs;
      desk.hosts = hosts.hosts;
      measure();
      draw();
      if (desk.job !== null) {
        await details();
      }
    } finally {
      setTimeout(() => {
        refreshing = null;
        if (wanted && token()) {
          wanted = false;
          refresh().catch(failed);
        }
      }, REFRESH_MILLIS);
    }
  })();
  return refreshing;
}

/** How fast loops go, from counters as they come in. */
function measure() {
  for (const job of desk.jobs) {
    const counter = job.work.report?.counter ?? null;
    const before = desk.rates.get(job.id);
    if (counter === null || !isOpen(job)) {
      desk.rates.delete(job.id);
    } else if (!before || counter < before.counter) {
      desk.rates.set(job.id, { counter, at: now(), perSecond: null });
    } else if (counter > before.counter) {
      const seconds = (now() - before.at) / 1000;
      desk.rates.set(job.id, {
        counter,
        at: now(),
        perSecond: seconds > 0 ? (counter - before.counter) / seconds : before.perSecond,
      });
    }
  }
}

let listening = null;

/** Reads server-sent events, by fetch: the token goes in a header, never in an address. */
async function listen() {
  const stop = new AbortController();
  listening = stop;
  let patience = 500;
  while (listening === stop) {
    try {
      const headers = { Authorization: 'Bearer ' + token() };
      if (desk.last !== null) {
        headers['Last-Event-ID'] = String(desk.last);
      }
      const answer = await fetch('/v1/events', { headers, signal: stop.signal, cache: 'no-store' });
      if (answer.status === 401) {
        throw new Unknown('The coordinator does not know this token any more.');
      }
      if (answer.status === 400) {
        await load(); // another coordinator answers: its history is another
        continue;
      }
      if (!answer.ok) {
        throw new Error('status ' + answer.status);
      }
      link('live', 'live');
      patience = 500;
      await read(answer.body);
    } catch (e) {
      if (listening !== stop) {
        return;
      }
      if (e instanceof Unknown) {
        signOut(e.message);
        return;
      }
      link('away', 'coordinator is away, trying again');
      await new Promise((done) => setTimeout(done, patience));
      patience = Math.min(8000, patience * 2);
    }
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    const events = text.split('\n\n');
    text = events.pop();
    events.forEach(heard);
  }
}

function heard(text) {
  const event = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) {
      event[line.slice(0, colon)] = line.slice(colon + 2);
    }
  }
  if (event.event === 'step') {
    desk.last = Number(event.id);
    desk.steps.push(JSON.parse(event.data));
    if (desk.steps.length > STEPS) {
      desk.steps.splice(0, desk.steps.length - STEPS);
    }
  }
  if (event.event) {
    refresh().catch(failed);
  }
}

function link(state, text) {
  $('link').dataset.state = state;
  put($('link'), text);
}

// ---------------------------------------------------------------- words

const place = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en');

function span(millis) {
  const s = Math.max(0, Math.round(millis / 1000));
  if (s < 60) return s + ' s';
  if (s < 3600) return Math.floor(s / 60) + ' min' + (s < 600 && s % 60 ? ' ' + (s % 60) + ' s' : '');
  if (s < 172800) return Math.floor(s / 3600) + ' h' + (Math.floor(s / 60) % 60 ? ' ' + (Math.floor(s / 60) % 60) + ' min' : '');
  return Math.floor(s / 86400) + ' days';
}

const clock = (millis) => new Date(millis).toLocaleTimeString('en-GB');
const hour = (millis) => clock(millis).slice(0, 5);

function saved(job) {
  const report = job.work.report;
  if (report && report.savedAtMillis > 0) {
    return { text: span(now() - report.savedAtMillis) + ' ago' };
  }
  if (job.work.newest && job.work.newest.generation > 0) {
    return { text: span(now() - job.work.checkedInAt) + ' ago' };
  }
  return job.standing.state === 'RUNNING' ? { text: 'never', warn: true } : { text: '' };
}

function progress(job) {
  const rate = desk.rates.get(job.id);
  const counter = job.work.report?.counter ?? null;
  if (counter === null) {
    return '';
  }
  const fast = rate?.perSecond;
  return whole.format(counter) + (fast ? ' · ' + place.format(fast) + '/s' : '');
}

const doorOf = (h) => (h.host.up ? h.host.door.toLowerCase() : 'away');
const stateOf = (job) => job.standing.state.toLowerCase();
const isOpen = (job) => OPEN.has(job.standing.state);

// ---------------------------------------------------------------- drawing

function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function make(tag, attributes, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}

/** Rows by key, in order: what stays keeps its element, and so its focus. */
function rows(body, items, key, create, update) {
  const before = new Map([...body.children].map((row) => [row.dataset.key, row]));
  let at = body.firstElementChild;
  for (const item of items) {
    const k = String(key(item));
    let row = before.get(k);
    before.delete(k);
    if (!row) {
      row = create(item);
      row.dataset.key = k;
    }
    if (row !== at) {
      body.insertBefore(row, at);
    } else {
      at = at.nextElementSibling;
    }
    update(row, item);
  }
  before.forEach((row) => row.remove());
}

function cells(count, names) {
  const row = make('tr');
  for (let i = 0; i < count; i++) {
    row.append(make('td', names[i] ? { 'data-name': names[i] } : {}));
  }
  return row;
}

function draw() {
  drawSums();
  drawJobs();
  drawHosts();
  drawSteps();
  drawTime();
}

function drawSums() {
  const count = (state) => desk.jobs.filter((job) => job.standing.state === state).length;
  const up = desk.hosts.filter((h) => h.host.up);
  const slots = up.reduce((sum, h) => sum + h.host.room.slots, 0);
  const used = up.reduce((sum, h) => sum + usedSlots(h), 0);
  const sums = [
    [count('RUNNING'), 'running'],
    [count('QUEUED') + count('STAGING') + count('MIGRATING'), 'waiting'],
    [count('PAUSED') + count('HELD'), 'paused or held'],
    [up.length + '/' + desk.hosts.length, 'hosts up'],
    [used + '/' + slots, 'slots in use'],
  ];
  rows($('sums'), sums, (s) => s[1], () => make('li', {}, make('b'), ''), (li, s) => {
    put(li.firstChild, String(s[0]));
    li.lastChild.data = ' ' + s[1];
  });
  const never = desk.jobs.filter((job) => job.standing.state === 'RUNNING' && saved(job).warn);
  const refused = desk.jobs.filter((job) => isOpen(job) && job.work.report?.refusal);
  const words = [];
  if (never.length) words.push(naming(never) + ' never been saved');
  if (refused.length) words.push(naming(refused) + ' had the latest snapshot refused');
  $('alarm').hidden = words.length === 0;
  put($('alarm'), words.join('; ') + (words.length ? '.' : ''));
}

function naming(jobs) {
  const some = jobs.slice(0, 5).map((job) => job.id).join(', ');
  return (jobs.length === 1 ? 'Job ' : 'Jobs ') + some + (jobs.length > 5 ? ' and ' + (jobs.length - 5) + ' more' : '')
    + (jobs.length === 1 ? ' has' : ' have');
}

function usedSlots(h) {
  const jobs = new Set(h.jobs);
  return desk.jobs.filter((job) => jobs.has(job.id)).reduce((sum, job) => sum + job.spec.needs.slots, 0);
}

function matches(job) {
  const shown = desk.show === 'all' || (desk.show === 'open') === isOpen(job);
  const text = [job.id, job.spec.name, job.lease?.host ?? '', stateOf(job)].join(' ').toLowerCase();
  return shown && desk.find.split(/\s+/).every((word) => text.includes(word));
}

function drawJobs() {
  const found = desk.jobs.filter(matches).sort((a, b) => isOpen(b) - isOpen(a) || b.priority - a.priority
    || (isOpen(a) ? a.id - b.id : b.id - a.id));
  rows($('jobs'), found.slice(0, SHOWN), (job) => job.id, newJob, (row, job) => {
    const [id, state, name, priority, host, done, safe] = row.cells;
    put(id, String(job.id));
    put(state.firstChild, stateOf(job));
    state.firstChild.dataset.is = stateOf(job);
    put(name.firstChild, job.spec.name);
    const refusal = isOpen(job) ? job.work.report?.refusal : null;
    const outside = isOpen(job) ? job.work.report?.outside : null;
    put(name.lastChild, refusal ? 'Latest snapshot refused: ' + refusal : outside ? 'Writes outside its folder: ' + outside : '');
    name.lastChild.hidden = !name.lastChild.textContent;
    put(priority, String(job.priority));
    put(host, job.lease?.host ?? '');
    put(done, progress(job));
    const s = saved(job);
    put(safe, s.text);
    safe.classList.toggle('warn', Boolean(s.warn));
    const button = row.cells[7].firstChild;
    const word = ['PAUSED', 'HELD'].includes(job.standing.state)
      ? (job.standing.state === 'PAUSED' ? 'resume' : 'release') : 'pause';
    button.hidden = !isOpen(job);
    button.disabled = word === 'pause' && job.lease?.stop?.purpose === 'PAUSE';
    button.dataset.ask = word;
    put(button, word[0].toUpperCase() + word.slice(1));
    button.setAttribute('aria-label', button.textContent + ' job ' + job.id);
  });
  const none = $('jobs-none');
  none.hidden = found.length > 0 && found.length <= SHOWN;
  put(none, found.length > SHOWN ? found.length - SHOWN + ' more: find them by name, host or state.'
    : desk.jobs.length ? 'No such job.' : 'No job was submitted yet: cairn submit -- -jar job.jar');
}

function newJob(job) {
  const row = cells(8, [, , , 'priority', 'on', 'at', 'saved']);
  const [, state, name] = row.cells;
  [0, 3, 5, 6].forEach((i) => row.cells[i].classList.add('num'));
  state.append(make('span', { class: 'state' }));
  name.className = 'name';
  const open = make('button', { type: 'button', class: 'plain' });
  open.addEventListener('click', () => show(job.id));
  name.append(open, make('span', { class: 'note' }));
  const button = make('button', { type: 'button' });
  button.addEventListener('click', () => act('jobs/' + job.id + '/' + button.dataset.ask));
  row.cells[7].append(button);
  return row;
}

function drawHosts() {
  rows($('hosts'), desk.hosts, (h) => h.host.name, newHost, (row, h) => {
    const [name, state, slots, memory, platform, availability, jobs, acts] = row.cells;
    put(name, h.host.name);
    put(state.firstChild, doorOf(h));
    state.firstChild.dataset.is = doorOf(h);
    const used = usedSlots(h);
    const dots = slots.firstChild;
    const total = Math.min(24, h.host.room.slots);
    while (dots.children.length < total) dots.append(make('i'));
    while (dots.children.length > total) dots.lastChild.remove();
    [...dots.children].forEach((dot, i) => dot.classList.toggle('used', i < used));
    put(slots.lastChild, used + '/' + h.host.room.slots);
    put(memory, whole.format(h.host.room.memoryMiB) + ' MiB');
    put(platform, h.host.platform);
    const { upMillis, losses } = h.host.reliability;
    put(availability, 'up ' + span(upMillis) + (losses ? ', lost ' + losses + '×' : ''));
    availability.title = spells(h.host) + ends(h.host) + 'lost within a day: ' + Math.round(100 * h.lossWithinDay) + ' % likely';
    put(jobs, h.jobs.join(' '));
    const shut = h.host.door !== 'OPEN';
    acts.firstChild.dataset.ask = shut ? 'uncordon' : 'cordon';
    put(acts.firstChild, shut ? 'Uncordon' : 'Cordon');
    acts.firstChild.setAttribute('aria-label', acts.firstChild.textContent + ' ' + h.host.name);
  });
  $('hosts-none').hidden = desk.hosts.length > 0;
}

// When a host was there, the latest first: one line each.
function spells(host) {
  const { since, past } = host.presence;
  const line = (from, how) => new Date(from).toLocaleString() + how + '\n';
  return (host.up ? line(since, ' – now') : '')
    + [...past].reverse().slice(0, 10).map(s => line(s.since, ' – ' + new Date(s.until).toLocaleString() + (s.lost ? ', lost' : ''))).join('');
}

function ends(host) {
  return host.up && host.ends > 0 ? 'goes away at ' + new Date(host.ends).toLocaleString() + '\n' : '';
}

function newHost(h) {
  const name = h.host.name;
  const path = 'hosts/' + encodeURIComponent(name) + '/';
  const row = cells(8, [, , , 'memory', , , 'jobs']);
  row.cells[3].classList.add('num');
  row.cells[5].classList.add('num');
  row.cells[1].append(make('span', { class: 'state' }));
  row.cells[2].append(make('span', { class: 'slots', 'aria-hidden': 'true' }), make('span'));
  const door = make('button', { type: 'button' });
  door.addEventListener('click', () => act(path + door.dataset.ask));
  const drain = make('button', { type: 'button', 'aria-label': 'Drain ' + name }, 'Drain');
  drain.addEventListener('click', async () => {
    if (await sure('Drain ' + name + '?', 'It gets no more jobs; what runs there is saved and goes on elsewhere.', 'Drain')) {
      act(path + 'drain');
    }
  });
  row.cells[7].append(door, drain);
  return row;
}

function sure(title, text, yes) {
  put($('sure-title'), title);
  put($('sure-text'), text);
  put($('sure-yes'), yes);
  const dialog = $('sure');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((answer) =>
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), { once: true }));
}

function drawSteps() {
  const latest = desk.steps.slice(-12).reverse();
  rows($('steps'), latest, (s) => s.number, (s) => newStep(s.step, true), () => {});
}

function newStep(step, withJob) {
  const state = make('span', { class: 'state' }, step.to.toLowerCase());
  state.dataset.is = step.to.toLowerCase();
  const li = make('li', {}, make('time', { class: 'dim', datetime: new Date(step.time).toISOString() }, clock(step.time)));
  if (withJob) {
    const open = make('button', { type: 'button', class: 'plain' }, 'job ' + step.job);
    open.addEventListener('click', () => show(step.job));
    li.append(open);
  }
  li.append(state, make('span', {}, step.reason + (step.host && !step.reason.includes(step.host) ? ' · ' + step.host : '')));
  return li;
}

// ---------------------------------------------------------------- who ran where

/** How a stay on a host ended, from the step that ended it. */
function ending(stay, step) {
  if (step.to === 'DONE') return 'done';
  if (step.to === 'FAILED') return 'failed';
  if (stay.asked === 'PREEMPT') return 'preempted';
  if (stay.asked === 'MOVE') return 'moved';
  return /\blost\b|\bsilent\b/.test(step.reason) ? 'lost' : 'stopped';
}

/** Stays of jobs on hosts: {job, host, from, to or null, end}, by time. */
function stays(steps) {
  const open = new Map();
  const all = [];
  for (const { step } of steps) {
    let stay = open.get(step.job);
    if (stay && stay.host !== step.host) {
      stay.to = step.time;
      stay.end = ending(stay, step);
      open.delete(step.job);
      stay = undefined;
    }
    if (!stay && step.host) {
      stay = { job: step.job, host: step.host, from: step.time, to: null, end: null, asked: null };
      open.set(step.job, stay);
      all.push(stay);
    }
    if (stay && step.to === 'SNAPSHOTTING') {
      stay.asked = /^preempted|slice is over/.test(step.reason) ? 'PREEMPT' : /drained|about to end/.test(step.reason) ? 'MOVE' : 'STOP';
    } else if (stay && step.to === 'MIGRATING') {
      stay.asked = 'MOVE';
    }
    if (stay && (step.to === 'DONE' || step.to === 'FAILED' || step.to === 'REMOVED')) {
      stay.to = step.time;
      stay.end = ending(stay, step);
      open.delete(step.job);
    }
  }
  return all;
}

/** Into rows that don't overlap. */
function rowsOf(some) {
  const ends = [];
  for (const stay of some) {
    let row = ends.findIndex((end) => end <= stay.from);
    if (row < 0) {
      row = ends.length;
      ends.push(0);
    }
    ends[row] = stay.to ?? Infinity;
    stay.row = row;
  }
  return Math.max(1, ends.length);
}

const BAR = 16;
const GAP = 3;

function svg(tag, attributes, text) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function drawTime() {
  const box = $('time');
  const width = box.clientWidth || 800;
  const narrow = width < 600;
  const left = narrow ? 8 : 132;
  const right = width - 10;
  const end = now();
  const begin = end - desk.span * 1000;
  const x = (t) => left + ((Math.max(begin, t) - begin) / (end - begin)) * (right - left);
  const seen = stays(desk.steps).filter((s) => (s.to ?? end) >= begin);
  const names = [...new Set([...desk.hosts.map((h) => h.host.name), ...seen.map((s) => s.host)])].sort();

  const root = svg('svg', { role: 'img' });
  let y = 22;
  const top = new Map();
  for (const name of names) {
    if (narrow) {
      y += 15;
    }
    top.set(name, y);
    y += rowsOf(seen.filter((s) => s.host === name)) * (BAR + GAP) + 9;
  }
  const height = Math.max(y + 2, 44);
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  root.setAttribute('height', String(height));
  root.setAttribute('aria-label', seen.length + ' stays of jobs on ' + names.length + ' hosts in the last ' + span(desk.span * 1000)
    + '; the steps are listed below.');
  const ticks = narrow ? 4 : 6;
  for (let i = 0; i <= ticks; i++) {
    const t = begin + ((end - begin) * i) / ticks;
    root.append(svg('line', { class: 'tick', x1: x(t), x2: x(t), y1: 18, y2: height }));
    root.append(svg('text', { x: x(t), y: 13, 'text-anchor': i === 0 ? 'start' : i === ticks ? 'end' : 'middle' },
      desk.span <= 300 ? clock(t) : hour(t)));
  }
  names.forEach((name, i) => {
    const at = top.get(name);
    if (i > 0) {
      const line = at - (narrow ? 19 : 5);
      root.append(svg('line', { class: 'lane', x1: 0, x2: width, y1: line, y2: line }));
    }
    const short = name.length > 18 ? name.slice(0, 17) + '…' : name;
    root.append(svg('text', { class: 'host', x: narrow ? left : 10, y: narrow ? at - 4 : at + 12 }, short));
  });
  const latest = new Map();
  const hops = [];
  for (const stay of seen) {
    const from = x(stay.from);
    const to = Math.max(from + 2, x(stay.to ?? end));
    const mid = top.get(stay.host) + stay.row * (BAR + GAP);
    const group = svg('g', {});
    const title = 'job ' + stay.job + ' on ' + stay.host + ', ' + clock(stay.from) + (stay.to ? ' to ' + clock(stay.to) : ' until now')
      + (stay.end ? ', ' + stay.end : '');
    group.append(svg('title', {}, title));
    group.append(svg('rect', { class: 'c' + (stay.job % 8), x: from, y: mid, width: to - from, height: BAR }));
    if (['moved', 'preempted', 'lost', 'failed'].includes(stay.end)) {
      group.append(svg('line', { class: 'end ' + stay.end, x1: to, x2: to, y1: mid, y2: mid + BAR }));
    }
    if (to - from > 14 + 7 * String(stay.job).length) {
      group.append(svg('text', { class: 'label', x: from + 5, y: mid + 12 }, String(stay.job)));
    }
    root.append(group);
    const before = latest.get(stay.job);
    if (before && before.stay.host !== stay.host) {
      const bend = Math.max(6, (from - before.to) / 2);
      hops.push(svg('path', {
        class: 'hop',
        d: `M${before.to} ${before.mid + BAR / 2}C${before.to + bend} ${before.mid + BAR / 2} ${from - bend} ${mid + BAR / 2} ${from} ${mid + BAR / 2}`,
      }));
    }
    latest.set(stay.job, { stay, to, mid });
  }
  root.append(...hops);
  box.replaceChildren(root);
}

// ---------------------------------------------------------------- one job

async function show(id) {
  desk.job = id;
  try {
    await details();
    if (!$('job').open) {
      $('job').showModal();
    }
  } catch (e) {
    desk.job = null;
    failed(e);
  }
}

async function details() {
  const id = desk.job;
  const found = await ask('GET', 'jobs/' + id);
  if (id !== desk.job) {
    return;
  }
  const { job, why, history } = found;
  put($('job-title'), 'Job ' + job.id + ' · ' + job.spec.name);
  put($('job-why'), why);
  const state = job.standing.state;
  const may = {
    pause: isOpen(job) && !['PAUSED', 'HELD'].includes(state),
    resume: state === 'PAUSED' || job.lease?.stop?.purpose === 'PAUSE',
    hold: isOpen(job) && state !== 'HELD',
    release: state === 'HELD' || job.lease?.stop?.purpose === 'HOLD',
  };
  document.querySelectorAll('#job [data-ask]').forEach((b) => (b.disabled = !may[b.dataset.ask]));
  document.querySelectorAll('#prio > *, #move > *').forEach((e) => (e.disabled = !isOpen(job)));
  if (document.activeElement !== $('prio-to')) {
    $('prio-to').value = String(job.priority);
  }
  const targets = ['', ...desk.hosts.filter((h) => h.host.up && h.host.name !== job.lease?.host).map((h) => h.host.name)];
  rows($('move-to'), targets, (t) => t, (t) => make('option', { value: t }, t === '' ? 'any other host' : t), () => {});
  const report = job.work.report;
  const newest = job.work.newest;
  const facts = [
    ['Runs', 'java ' + job.spec.java.join(' ')],
    ['Needs', job.spec.needs.slots + (job.spec.needs.slots === 1 ? ' slot, ' : ' slots, ') + whole.format(job.spec.needs.memoryMiB) + ' MiB'],
    ['Host', job.lease ? job.lease.host + ', for ' + span(now() - job.lease.granted) : ''],
    ['Progress', progress(job)],
    ['Saved', saved(job).text + (report?.generation ? ', generation ' + report.generation : '')
      + (report?.writeMillis ? ', written in ' + whole.format(report.writeMillis) + ' ms' : '')],
    ['Coordinator has', newest && newest.generation ? 'generation ' + newest.generation + ', since ' + span(now() - job.work.checkedInAt) : ''],
    ['Refused', report?.refusal ?? ''],
    ['Writes outside', report?.outside ?? ''],
    ['Exit code', job.work.result ? String(job.work.result.exit) : ''],
  ].filter(([, text]) => text);
  const list = $('job-facts');
  list.replaceChildren(...facts.flatMap(([name, text]) => [make('dt', {}, name), make('dd', {}, text)]));
  const steps = history.slice().reverse().map((step, i) => ({ step, key: history.length - i }));
  rows($('job-steps'), steps.slice(0, 100), (s) => s.key, (s) => newStep(s.step, false), () => {});
}

// ---------------------------------------------------------------- signing in and out

async function load() {
  const history = await ask('GET', 'history?last=' + STEPS);
  desk.steps = history.steps;
  desk.last = desk.steps.length ? desk.steps[desk.steps.length - 1].number : null;
  await refresh();
}

async function signIn() {
  await load();
  $('door').hidden = true;
  $('desk').hidden = false;
  $('leave').hidden = false;
  draw();
  listen();
}

function signOut(why) {
  sessionStorage.removeItem(KEY);
  const before = listening;
  listening = null;
  before?.abort();
  document.querySelectorAll('dialog[open]').forEach((d) => d.close());
  Object.assign(desk, { jobs: [], hosts: [], steps: [], job: null, last: null });
  ['jobs', 'hosts', 'steps', 'sums', 'job-steps', 'job-facts', 'time'].forEach((id) => $(id).replaceChildren());
  $('desk').hidden = true;
  $('leave').hidden = true;
  $('door').hidden = false;
  put($('door-word'), why ?? '');
  link('off', 'not signed in');
  $('token').focus();
}

$('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, $('token').value.trim());
  $('token').value = '';
  try {
    put($('door-word'), '');
    await signIn();
  } catch (e) {
    signOut(e instanceof TypeError ? 'The coordinator is away.' : e.message);
  }
});
$('leave').addEventListener('click', () => signOut());
$('find').addEventListener('input', () => {
  desk.find = $('find').value.trim().toLowerCase();
  drawJobs();
});

/** A group of buttons of which one is pressed. */
function choose(attribute, then) {
  const buttons = [...document.querySelectorAll(`[data-${attribute}]`)];
  buttons.forEach((button) => button.addEventListener('click', () => {
    buttons.forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
    then(button.dataset[attribute]);
  }));
}
choose('show', (show) => {
  desk.show = show;
  drawJobs();
});
choose('span', (seconds) => {
  desk.span = Number(seconds);
  drawTime();
});

document.querySelectorAll('#job [data-ask]').forEach((button) =>
  button.addEventListener('click', () => act('jobs/' + desk.job + '/' + button.dataset.ask)));
$('prio').addEventListener('submit', (event) => {
  event.preventDefault();
  act('jobs/' + desk.job + '/priority', { priority: $('prio-to').valueAsNumber, to: null });
});
$('move').addEventListener('submit', (event) => {
  event.preventDefault();
  act('jobs/' + desk.job + '/migrate', { priority: null, to: $('move-to').value || null });
});
$('job').addEventListener('close', () => (desk.job = null));
addEventListener('resize', () => $('desk').hidden || drawTime());
setInterval(() => {
  if (!$('desk').hidden && document.visibilityState === 'visible') {
    draw(); // ages grow
  }
}, 1000);

if (token()) {
  signIn().catch((e) => signOut(e instanceof Unknown ? e.message : 'The coordinator is away.'));
} else {
  signOut();
}
