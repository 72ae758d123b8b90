/* What a session has added, kept by this browser tab, and handed to a session that is new: a reload, or
   a server that was started again. To this script it is text that the server wrote: it is stored and
   given back, and never looked into. */

import { line, readMark, shared, tab } from './page_state.js';

const WORK_KEY = 'basewatch-work';
const FILE_KEY = 'basewatch-file-';
export const FILE_HEAD = '{"kept":"';
const ASK_AGAIN_MS = 5000;
const RELOAD_MS = 1500;
const CANNOT_KEEP = 'This browser cannot keep your reports in this tab: its storage is full or forbidden. A reload of the page would lose them; download them.';

/* A session that has just begun asks what this tab holds. That it holds nothing goes with the first
   view of the map, which has the page run anyway; a session that was answered before it asked is given
   time to say so. */
export function askTab({ ask }, setStateValue, setTriggerValue) {
  tab.tell = (answer) => setStateValue('answer', answer);
  tab.hand = (work) => setTriggerValue('handed', work);
  if (ask === tab.session) return;
  const { early } = tab;
  Object.assign(tab, { session: ask, waits: tab.acknowledged !== ask, answered: false, early: false });
  if (!tab.waits) return;
  if (early) answerLater();
  else if (shared.settled || readTab().work !== null) answerTab(ask);
}

function answerTab(to) {
  const { work, files } = readTab();
  tab.number += 1;
  tab.answered = true;
  tab.tell({ to, number: tab.number, kept: work !== null, open: tab.acknowledged !== null, form: line.form, live: tab.kept ? tab.kept.live : null, ...tellShown() });
  if (work !== null) tab.hand({ to, work, files });
  answerLater();
}

/* An answer can be lost where one run ends for another; while a run is on, it may be at work on it. */
function answerLater() {
  clearTimeout(tab.again);
  tab.again = setTimeout(() => {
    if (!tab.waits || !line.connected) return;
    if (readMark('data-test-script-state') === 'notRunning') answerTab(tab.session);
    else answerLater();
  }, ASK_AGAIN_MS);
}

/* The first view that settles carries the answer along. */
export function answerWithView() {
  if (tab.waits && !tab.answered && !tab.early) answerTab(tab.session);
}

/* A server that comes back may be another: what it is to know goes to whoever is there. Until then
   nothing of before may be taken for that answer. */
export function answerNext() {
  if (!tab.session) return;
  tab.early = true;
  answerTab('next');
}

export function forgetAnswer() {
  if (tab.tell) tab.tell({ to: null });
}

/* What the map and the filters show, and what the last session has not acknowledged it. */
function tellShown() {
  const { settled, filters, asked } = shared;
  const choice = window.basewatchChoice || null;
  const acknowledged = filters ? filters.acknowledged : null;
  const drawn = filters ? filters.drawn : null;
  return {
    view: settled,
    ids: [choice ? choice.id : acknowledged, asked ? asked.id : drawn],
    choice: choice && choice.id !== acknowledged ? choice.filters : null,
    area: asked && asked.id !== drawn ? { edges: asked.edges || null } : null,
  };
}

/* The session says what the tab is to keep, all of it; a tab that is to keep nothing is emptied. */
export function keepWork(data) {
  tab.acknowledged = data.session;
  if (tab.acknowledged === tab.session) tab.waits = false;
  clearTimeout(tab.again);
  tab.kept = data;
  for (const sha of [...tab.files.keys()]) if (!data.files.includes(sha)) tab.files.delete(sha);
  for (const name of listKeys()) {
    if (name !== WORK_KEY && !data.files.includes(name.slice(FILE_KEY.length))) drop(name);
  }
  if (data.work === null) {
    drop(WORK_KEY);
    tab.failed = false;
    return;
  }
  tab.failed = !store(WORK_KEY, data.work);
  for (const [sha, text] of tab.files) if (!read(FILE_KEY + sha)) store(FILE_KEY + sha, text);
}

/* A file's bytes come by themselves, once; they are kept while the session names them. */
export function keepFile(bytes) {
  const start = FILE_HEAD.length;
  const sha = new TextDecoder().decode(bytes.subarray(start, start + 64));
  const body = bytes.subarray(start + 66);
  let text = '';
  for (let at = 0; at < body.length; at += 32768) text += String.fromCharCode(...body.subarray(at, at + 32768));
  tab.files.set(sha, btoa(text));
  if (tab.kept && tab.kept.files.includes(sha)) store(FILE_KEY + sha, tab.files.get(sha));
}

/* What this page was given last; after a reload, what the tab holds. */
function readTab() {
  if (tab.kept) return { work: tab.kept.work, files: Object.fromEntries(tab.files) };
  const files = listKeys().filter((name) => name !== WORK_KEY);
  return { work: read(WORK_KEY), files: Object.fromEntries(files.map((name) => [name.slice(FILE_KEY.length), read(name)])) };
}

/* A browser may forbid storage, and what it holds is limited. */
function attempt(action, otherwise) {
  try {
    return action(window.sessionStorage);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return otherwise;
  }
}

const read = (name) => attempt((storage) => storage.getItem(name), null);
const drop = (name) => attempt((storage) => storage.removeItem(name), null);
const listKeys = () => attempt((storage) => Object.keys(storage).filter((name) => name === WORK_KEY || name.startsWith(FILE_KEY)), []);

function store(name, text) {
  if (read(name) === text) return true;
  const done = attempt((storage) => {
    storage.setItem(name, text);
    return true;
  }, false);
  /* what was there before is not what the page shows now */
  if (!done) drop(name);
  if (!done && name === WORK_KEY && !tab.told) {
    tab.told = true;
    warn(CANNOT_KEEP);
  }
  return done;
}

/* Said once a page, and it stays until it is closed. */
function warn(text) {
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  const node = document.createElement('div');
  node.className = 'bw-connection';
  node.setAttribute('role', 'alert');
  node.append(text, close);
  close.addEventListener('click', () => node.remove());
  document.body.append(node);
}

/* No page can tell a reload by the browser's button from the end of the tab, which loses what was not
   downloaded: so the browser asks. A reload by keyboard is known, and loses nothing that is kept. */
window.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
  if (key === 'F5' || ((ctrlKey || metaKey) && key.toLowerCase() === 'r')) tab.reloading = performance.now();
}, true);

export function losesWork() {
  const comesBack = tab.kept && tab.kept.work !== null && !tab.failed;
  return !(comesBack && tab.reloading && performance.now() - tab.reloading < RELOAD_MS);
}
