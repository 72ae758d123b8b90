/* Link and picture on the clipboard; toolbar.js makes the buttons. */

import { make } from './elements.js';

const FOLLOW_WAIT_MS = 15000;
const PICTURE_WAIT_MS = 60000;
const STEP_MS = 50;
const SAVED = 'The picture is saved as a file instead.';
const ADVICE = {
  insecure: `Over plain http a browser gives a page no clipboard. ${SAVED} To copy, open the page over https, or on the machine that serves it.`,
  missing: `This browser cannot put a picture on the clipboard. ${SAVED} Insert the file, or use a current browser.`,
  refused: `The browser did not let the page write to the clipboard. ${SAVED} To copy, allow the clipboard for this page in the browser's settings, and keep the page in front until the picture is copied.`,
  away: 'The Basewatch server does not answer. Wait until the line at the top is gone, then press again.',
  behind: 'The page has not followed the map yet. Stop the time and wait until nothing is grey, then press again.',
  silent: 'The server has not made the picture within a minute. Reload the page, then press again.',
};

/**
 * ask() has Python ask for a marking; make(press) has it make the picture.
 * @type {{ask: () => void, make: (press: string) => void}}
 */
export const server = { ask: () => {}, make: () => {} };
/* The press that waits for its picture; null where none does. One at a time. */
let waiting = null;
/* What takes a file that the server has made, by the number of its press: save.js calls it. */
const takers = (window.basewatchTakers ||= new Map());

/* A picture that does not come, with what to do. */
class PictureError extends Error {}

/* The map's frame has text to copy, and no marking for it. */
window.addEventListener('message', ({ source, data }) => {
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector('iframe.bw-frame');
  if (frame && source === frame.contentWindow && data && data.from === 'basewatch' && data.unmarked) server.ask();
});

/* Say on the button, and to a screen reader, what came of it. */
function sayOn(button, status, said, caption) {
  button.textContent = said;
  status.textContent = said;
  setTimeout(() => {
    if (button.textContent === said) button.textContent = caption;
    if (status.textContent === said) status.textContent = '';
  }, 2500);
}

export async function copyLink(button, status) {
  const copied = await writeClipboard(window.location.href);
  sayOn(button, status, copied ? 'Link copied' : 'Copy it from the address bar', 'Copy link');
}

/* Without a secure context there is no clipboard; the old way works there by the officer's click. */
async function writeClipboard(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }
  const field = make('textarea', { class: 'bw-offscreen', 'aria-hidden': 'true' });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

/* The clipboard takes the picture before it is made: a click allows that only at once. */
export async function copyPicture(button, status, note) {
  if (waiting) return;
  note.replaceChildren();
  button.textContent = 'Making the picture …';
  status.textContent = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  const made = requestPicture();
  try {
    const refused = await writePicture(made);
    if (refused) {
      savePicture(await made);
      showNote(note, ADVICE[refused]);
    }
    sayOn(button, status, refused ? 'Picture saved' : 'Picture copied', 'Copy picture');
  } catch (error) {
    sayOn(button, status, 'No picture', 'Copy picture');
    if (!(error instanceof PictureError)) throw error;
    showNote(note, error.message);
  } finally {
    waiting = null;
    button.removeAttribute('aria-disabled');
  }
}

function showNote(note, text) {
  const said = make('span', { role: 'alert', text });
  note.replaceChildren(said, make('button', { type: 'button', text: '×', 'aria-label': 'Close', onclick: () => note.replaceChildren() }));
}

/* Write it; return null, or the key of the advice where the browser has no clipboard or keeps it shut. */
async function writePicture(made) {
  if (!window.isSecureContext) return 'insecure';
  if (!navigator.clipboard || !navigator.clipboard.write || !window.ClipboardItem) return 'missing';
  const png = made.then(({ blob }) => blob);
  png.catch(() => {});  // a clipboard that is shut does not wait for it
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return null;
  } catch (error) {
    await made;  // where it was the picture that failed, this throws why
    if (!(error instanceof DOMException)) throw error;
    return 'refused';
  }
}

function savePicture({ blob, name }) {
  const address = URL.createObjectURL(blob);
  const link = make('a', { href: address, download: name });
  link.dispatchEvent(new MouseEvent('click'));
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/* Ask the server for the picture of the view that the page shows; a promise of {blob, name}. */
async function requestPicture() {
  const press = `picture-${Date.now()}`;
  const answer = new Promise((resolve, reject) => {
    waiting = { press, reject };
    takers.set(press, (blob, name) => resolve({ blob, name }));
  });
  const { reject } = waiting;
  const timer = setTimeout(() => reject(new PictureError(ADVICE.silent)), PICTURE_WAIT_MS);
  try {
    await waitUntilFollowed();
    server.make(press);
    return await answer;
  } finally {
    clearTimeout(timer);
    takers.set(press, () => {});  // one that comes late is not saved as a file
  }
}

/* The page is of the period that is on the map, and connected. */
async function waitUntilFollowed() {
  const app = document.querySelector('[data-test-connection-state]');
  const end = performance.now() + FOLLOW_WAIT_MS;
  while (document.documentElement.hasAttribute('data-bw-moved')) {
    if (performance.now() > end) throw new PictureError(ADVICE.behind);
    await new Promise((resolve) => { setTimeout(resolve, STEP_MS); });
  }
  if (app && app.getAttribute('data-test-connection-state') !== 'CONNECTED') throw new PictureError(ADVICE.away);
}

/* The server makes no picture, and says why. */
export function refusePicture({ press, text }) {
  if (waiting && waiting.press === press) waiting.reject(new PictureError(text));
}
