/* The server is away, and comes back. Streamlit marks its page with the state of the connection; a line
   of our own says what that means here, and the page follows by itself once the server answers. */

import { line, readMark, tab } from './page_state.js';
import { answerNext, forgetAnswer } from './tab_memory.js';

const CONNECTION = 'data-test-connection-state';
const DIALOG = '[data-testid="stDialog"]';
const CONNECTED = 'CONNECTED';
const AWAY = 'The Basewatch server does not answer. The map works on; figures and exports wait.';
const AWAY_FOR_GOOD = 'The Basewatch server does not answer. The map works on; to try again, reload the page.';
const BACK = 'The Basewatch server answers again. Figures and exports follow.';
const CUT_MS = 1000;
const BACK_MS = 2000;

function readConnection() {
  return readMark(CONNECTION) || CONNECTED;
}

/* Watched for good, once: the bridge's script lives as long as the page. */
export function watchServer() {
  new MutationObserver(watchConnection).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: [CONNECTION] });
  new MutationObserver(closeForeign).observe(document.body, { childList: true });
}

function watchConnection() {
  const now = readConnection();
  const connected = now === CONNECTED;
  if (connected && !line.connected) comeBack();
  else if (!connected && line.connected) goAway();
  else if (line.lost && now === 'DISCONNECTED_FOREVER') say(AWAY_FOR_GOOD);
}

/* A cut that is over at once is not worth a word. */
function goAway() {
  line.connected = false;
  line.form = document.querySelector(`${DIALOG} :is(input, textarea)`) !== null;
  forgetAnswer();
  clearTimeout(line.timer);
  line.timer = setTimeout(() => {
    line.lost = true;
    say(readConnection() === 'DISCONNECTED_FOREVER' ? AWAY_FOR_GOOD : AWAY);
  }, CUT_MS);
}

/* A server that was started anew knows nothing of this page, and Streamlit does not ask it to run. */
function comeBack() {
  line.connected = true;
  clearTimeout(line.timer);
  answerNext();
  if (!line.lost) return;
  line.lost = false;
  say(BACK);
  closeLater();
}

/* It goes once the page has followed. */
function closeLater() {
  line.timer = setTimeout(() => {
    if (readMark('data-test-script-state') === 'notRunning' && !tab.waits) say('');
    else closeLater();
  }, BACK_MS);
}

/* Streamlit's dialogue about the connection, which `style.css` hides, keeps the focus until it is closed.
   Those of the page hold parts of the page. */
function closeForeign() {
  if (line.connected) return;
  for (const dialog of document.querySelectorAll(`body > ${DIALOG}`)) {
    if (!dialog.querySelector('[data-testid="stVerticalBlock"], input')) dialog.querySelector('button')?.click();
  }
}

function say(text) {
  if (!line.node) {
    line.node = document.createElement('div');
    line.node.className = 'bw-connection';
    line.node.setAttribute('role', 'status');
    document.body.append(line.node);
  }
  line.node.textContent = text;
  line.node.classList.toggle('bw-connection-back', text === BACK);
}
