/* What the parts of the bridge share: the map, the connection to the server, and what this tab keeps. */

/** @import { SettledView } from '../../layers/plugin/protocol.js' */

export const NOTHING_SENT = { records: null, mask: null, area: null, texts: null, outline: null, marking: undefined };

/**
 * The map: what came for it, what it was sent, and what it said last.
 * @type {Record<string, any> & {frame: HTMLIFrameElement | null, host: HTMLElement | null, settled: SettledView | null}}
 */
export const shared = {
  shell: null, unpacking: false, records: null, stamp: null, job: null, filters: null, frame: null, host: null, acknowledged: false,
  theme: 'light', settled: null, report: null, ask: null, asked: null, sent: { ...NOTHING_SENT }, obeyed: null,
  pointed: false, texts: null, outline: null, want: null, late: null, follow: null, followed: null,
};

/* The connection to the server, and the line that tells of it. */
export const line = { node: null, timer: null, connected: true, lost: false, form: false };

/* What this tab keeps of a session. */
export const tab = {
  session: null, acknowledged: null, kept: null, files: new Map(), tell: null, hand: null, waits: false, answered: false,
  early: false, again: null, number: 0, failed: false, told: false, reloading: 0,
};

/* An attribute by which Streamlit marks its page; null where it has none. */
export function readMark(name) {
  const app = document.querySelector(`[${name}]`);
  return app ? app.getAttribute(name) : null;
}
