/* The head of the page follows the map: title line and key figures are of the period that is on the map, in
   every frame of a drag or a play, as the frame words them. What only the server counts is greyed from
   the first moved frame until a run of the page has followed, however long that takes. */

import { shared } from './page_state.js';

const head = { told: null, followed: null, watched: null };

/* What the frame says of the days that it has painted; null where there is another frame. */
export function tellHead(told) {
  head.told = told;
  fillHead();
  greyBehind();
}

/* A run of the page has come to its end: all that stands about the map is of this view. */
export function hearFollowed(followed) {
  head.followed = followed;
  greyBehind();
}

/* Streamlit puts its own text back where it differs from the last run's: what is on the map comes again,
   before anything is painted. */
function watchHead() {
  if (head.watched && head.watched.isConnected) return;
  head.watched = document.querySelector('[data-testid="stMain"]') || document.body;
  new MutationObserver(fillHead).observe(head.watched, { childList: true, subtree: true });
}

function fillHead() {
  if (!head.told) return;
  watchHead();
  const { line, tiles } = head.told;
  put(document.querySelector('.bw-headline'), line);
  /** @type {NodeListOf<HTMLElement>} */
  const boxes = document.querySelectorAll('.bw-figure');
  boxes.forEach((box, number) => {
    const [name, value, of] = tiles[number];
    [...box.children].forEach((part, k) => put(part, tiles[number][k]));
    const title = `${name}: ${value}, ${of}`;
    if (box.title !== title) box.title = title;
  });
}

function put(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}

export function greyBehind() {
  const { told, followed } = head;
  const same = !told || (followed && shared.filters && followed.acknowledged === shared.filters.acknowledged
    && ['from', 'to', 'mode', 'stamp'].every((name) => followed[name] === told[name]));
  document.documentElement.toggleAttribute('data-bw-moved', !same);
}
