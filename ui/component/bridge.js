/* The seam between Streamlit and the map's frame. One component, mounted several times: the shell
   (bytes) and the records (bytes), both constant, the map (small JSON) and what passes the filters
   (a mask), which can come by itself, and what a run that has ended shows; of a large record once more,
   with the text of the records that were opened, beyond the shipped region with the outline of the
   world, and for what the tab keeps (`tab_memory.js`). They arrive in any order and share `page_state.js`.
   The map's page sits in a sandboxed frame with no origin of its own, and the two talk by messages. */

import { luminanceOf } from './colour.js';
import { watchServer } from './connection.js';
import { greyBehind, hearFollowed, tellHead } from './head.js';
import { NOTHING_SENT, shared } from './page_state.js';
import { FILE_HEAD, answerWithView, askTab, keepFile, keepWork, losesWork } from './tab_memory.js';
/** @import { MessageToMap, MessageToPage, SettledView } from '../../layers/plugin/protocol.js' */

const LATE_MS = 8000;

watchServer();

export function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  if (data instanceof Uint8Array) {
    receiveBytes(data);
  } else if (data && data.followed) {
    hearFollowed(data.followed);
  } else if (data && data.ask !== undefined) {
    askTab(data, setStateValue, setTriggerValue);
  } else if (data && data.work !== undefined) {
    keepWork(data);
  } else if (data && data.mask !== undefined) {
    shared.filters = data;
    update();
    greyBehind();
  } else if (data) {
    shared.job = data;
    followTheme(parentElement);
    shared.report = (view) => {
      answerWithView();
      setStateValue('view', view);
    };
    shared.ask = (area) => {
      shared.asked = area;
      setStateValue('area', area);
    };
    shared.follow = (acknowledged) => setStateValue('filtered', acknowledged);
    shared.want = (wanted) => setStateValue('wanted', wanted);
    hostFrame(parentElement);
    update();
    if (!shared.late) shared.late = window.setTimeout(reportLate, LATE_MS);
  }
}

/* The page shows what is about the map once that has settled. A map that never does must not keep it. */
function reportLate() {
  if (!shared.settled) shared.report({});
}

/* The records begin with the length of their header and its stamp; all else is the page. */
function receiveBytes(bytes) {
  if (begins(bytes, FILE_HEAD)) {
    keepFile(bytes);
    return;
  }
  const stamp = stampOf(bytes);
  if (begins(bytes, '{"texts":')) {
    shared.texts = JSON.parse(new TextDecoder().decode(bytes)).texts;
  } else if (begins(bytes, '{"outline":')) {
    shared.outline ??= JSON.parse(new TextDecoder().decode(bytes)).outline;
  } else if (stamp === null) {
    if (!shared.unpacking) unpackShell(bytes);
  } else if (stamp !== shared.stamp) {
    shared.records = bytes;
    shared.stamp = stamp;
  }
  hostFrame(shared.host);
  update();
}

/* The page comes packed, and is the same for a session. */
async function unpackShell(bytes) {
  shared.unpacking = true;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  shared.shell = await new Response(unpacked).text();
  hostFrame(shared.host);
  update();
}

/* The sixteen digits that stand for the records' content; null for the page. */
function stampOf(bytes) {
  const head = new TextDecoder().decode(bytes.subarray(4, 30));
  return /^\{"stamp":"[0-9a-f]{16}$/.test(head) ? head.slice(-16) : null;
}

function begins(bytes, text) {
  return new TextDecoder().decode(bytes.subarray(0, text.length)) === text;
}

function hostFrame(parent) {
  if (!parent) return;
  const host = parent.querySelector('.bw-host') || parent;
  const moved = shared.host !== parent;
  shared.host = parent;
  if (shared.shell === null || (shared.frame && !moved && shared.frame.isConnected)) return;
  if (shared.frame) shared.frame.remove();
  const frame = document.createElement('iframe');
  frame.className = 'bw-frame';
  frame.title = 'Map of reported attacks with a time slider';
  frame.setAttribute('sandbox', 'allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox');
  frame.setAttribute('allow', 'clipboard-write');
  frame.srcdoc = shared.shell.replace('<html lang="en">', `<html lang="en" data-theme="${shared.theme}">`);
  shared.frame = frame;
  shared.acknowledged = false;
  shared.sent = { ...NOTHING_SENT };
  host.append(frame);
}

/* Streamlit's theme is told by its colours: the map's page is dark where the page around it is. A
   change of theme calls every mount. */
function followTheme(parent) {
  const { backgroundColor } = getComputedStyle(parent.querySelector('.bw-host') || parent);
  const theme = luminanceOf(backgroundColor) < 0.5 ? 'dark' : 'light';
  if (theme === shared.theme) return;
  shared.theme = theme;
  if (shared.frame && shared.acknowledged) post({ theme });
}

window.addEventListener('message', ({ source, data }) => {
  if (shared.frame && source === shared.frame.contentWindow && data && data.from === 'basewatch') hearMap(data);
});

/** @param {MessageToPage} data */
function hearMap(data) {
  if (data.hello) {
    tellHead(null);
    shared.acknowledged = true;
    shared.sent = { ...NOTHING_SENT };
    update();
  } else if (data.settled) {
    settle(data.settled);
  } else if (data.head) {
    tellHead(data.head);
  } else if (data.remember) {
    remember(data.remember);
  } else if (data.masked) {
    follow();
  } else if (data.area) {
    shared.ask(data.area);
  } else if (data.wanted) {
    shared.want(data.wanted);
  }
}

/* What a session has added is nowhere else: the browser asks before the tab goes. */
window.addEventListener('beforeunload', (event) => {
  if (shared.job && shared.job.unsaved && losesWork()) event.preventDefault();
});

/** @param {Omit<MessageToMap, 'to'>} message */
function post(message) {
  shared.frame.contentWindow.postMessage({ to: 'basewatch', ...message }, '*');
}

/* Mask and command belong to the records with the job's stamp: without these they wait. */
function update() {
  const { frame, acknowledged, records, job, filters, sent } = shared;
  if (!frame || !acknowledged || records === null || job === null || filters === null) return;
  if (job.stamp !== shared.stamp || filters.stamp !== shared.stamp) return;
  shared.host.toggleAttribute('data-behind', filters.acknowledged !== job.acknowledged);
  const { mask } = filters;
  const area = JSON.stringify(filters.area);
  if (sent.records !== records) {
    const view = { ...job.view, ...(shared.settled || {}), mask: bytesOf(mask), area: filters.area, marked: job.marked };
    post({ records: records.slice().buffer, view, remembered: recall(), theme: shared.theme });
    shared.sent = { ...sent, records, mask, area, texts: null };
  } else {
    if (sent.mask !== mask) post({ mask: bytesOf(mask) });
    else follow();
    if (sent.area !== area) post({ area: filters.area });
    Object.assign(sent, { mask, area });
  }
  if (shared.sent.marking !== job.marking) {
    shared.sent.marking = job.marking;
    post({ marking: job.marking });
  }
  if (shared.outline && !shared.sent.outline) {
    shared.sent.outline = shared.outline;
    post({ outline: shared.outline });
  }
  if (shared.texts && shared.sent.texts !== shared.texts) {
    shared.sent.texts = shared.texts;
    post({ texts: shared.texts });
  }
  if (job.command && job.command.id !== shared.obeyed) {
    shared.obeyed = job.command.id;
    post({ command: job.command });
    if ((job.command.record || job.command.site) && shared.pointed) showFrame();
  }
  if (shared.settled) writeAddress(shared.settled);
}

/* A choice of filters runs their panel alone; once the map is painted, the page is to show it too, and
   is marked as behind until it does. */
function follow() {
  const { job, filters } = shared;
  if (filters.acknowledged === job.acknowledged || filters.acknowledged === shared.followed) return;
  shared.followed = filters.acknowledged;
  shared.follow(filters.acknowledged);
}

/* A record or site that was clicked outside of the map is shown on it; who goes through rows by keyboard
   stays at them. */
function showFrame() {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  shared.frame.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
}

window.addEventListener('pointerdown', () => { shared.pointed = true; }, true);
window.addEventListener('keydown', () => { shared.pointed = false; }, true);

/* What the officer has set on the map and no link holds, such as a closed legend. A browser may
   forbid storage; it then forgets it with the page. */
function recall() {
  try {
    return JSON.parse(window.localStorage.getItem('basewatch-map') || '{}');
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof SyntaxError)) throw error;
    return {};
  }
}

function remember(known) {
  try {
    window.localStorage.setItem('basewatch-map', JSON.stringify(known));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Make one report for each view that differs: the address first, so that Python sees it in the same run.
 * @param {SettledView} view
 */
function settle(view) {
  const text = JSON.stringify(view);
  if (text === JSON.stringify(shared.settled)) return;
  shared.settled = view;
  writeAddress(view);
  shared.report(view);
}

function writeAddress(view) {
  const address = new URL(window.location.href);
  const link = {
    from: view.from, to: view.to, mode: view.mode === 'window' ? null : view.mode,
    extent: view.extent ? view.extent.join(',') : null, layers: view.layers, ...shared.filters.link,
  };
  for (const [name, value] of Object.entries(link)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  const text = address.toString().replaceAll('%2C', ',');
  if (text !== window.location.href) window.history.replaceState(window.history.state, '', text);
}
