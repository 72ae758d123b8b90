/* The keys of the page at large: the time bar's first, then those that move the map and close the card. */

/** @import { Card } from '../card/card.js' */
/** @import { TimeBar } from '../time/time_bar.js' */

const PAN_PX = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };

/**
 * @param {L.Map} map
 * @param {TimeBar} bar
 * @param {Card} card
 */
export function listenToKeys(map, bar, card) {
  document.addEventListener('keydown', (event) => {
    if (bar.onKey(event) || !obeyKey(event, map, card)) return;
    event.preventDefault();
  });
}

/**
 * Return whether the key is one of the map's.
 * @param {L.Map} map
 * @param {Card} card
 */
function obeyKey(event, map, card) {
  const { key } = event;
  const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (key in PAN_PX && (event.shiftKey || key === 'ArrowUp' || key === 'ArrowDown')) map.panBy(PAN_PX[key]);
  else if (key === '+' || key === '=') map.zoomIn();
  else if (key === '-') map.zoomOut();
  else if (key === 'Escape' && !card.root.hidden) card.close();
  else return false;
  return true;
}
