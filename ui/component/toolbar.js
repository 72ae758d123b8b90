/* The buttons beside the title: copy the link or the picture, show the tour. */

import { copyLink, copyPicture, refusePicture, server } from './clipboard.js';
import { make } from './elements.js';

const SEEN_KEY = 'basewatch-tour-seen';
const STEPS = [
  ['.st-key-head', 'What this is', 'Attacks that were publicly reported, with their sources. Reported attacks only; the true number may differ. The line under the title says how many are shown, of how many, and what officials counted.'],
  ['iframe.bw-frame', 'The map', 'One dot is one report. Its colour and shape are the weapon, its fill the outcome; claims are pale. Click a dot for its sources and grade, a name for all reports there.'],
  ['iframe.bw-frame', 'Time', 'Drag the window along the bars under the map, or its ends. Space plays; the arrow keys step. The figures follow; chart and tables are grey until you release.'],
  ['[data-testid="stSidebar"]', 'Filters', 'Choose sites, weapons, who confirmed it and more. Each choice shows how many records it has in the period. Filters never move the time or the map.'],
  ['.bw-figures', 'Key figures', 'What US officials confirmed comes first. Every number says what it is out of.'],
  ['[data-testid="stTabs"]', 'Below the map', 'Charts, the records as a table, sources, official totals, what was rejected and why, and how the record is counted and graded.'],
  ['.st-key-actions', 'Take it away', 'Export what you see, or copy its picture and paste it. Copy the link: it holds period, filters and extent, and opens the same view elsewhere.'],
];

let tour = null;

export function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.bw-toolbar') || parentElement;
  server.ask = () => setTriggerValue('ask', true);
  server.make = (press) => setTriggerValue('picture', press);
  if (data && data.error) refusePicture(data.error);
  if (root.childElementCount === 0) {
    const status = make('span', { class: 'bw-offscreen', role: 'status' });
    const copy = make('button', { type: 'button', class: 'bw-button', text: 'Copy link', title: 'Copy the address of exactly this view' });
    copy.addEventListener('click', () => copyLink(copy, status));
    const picture = make('button', { type: 'button', class: 'bw-button', text: 'Copy picture', title: 'Copy the picture that Export makes of this view' });
    const note = make('div', { class: 'bw-toolbar-note' });
    picture.addEventListener('click', () => copyPicture(picture, status, note));
    const help = make('button', { type: 'button', class: 'bw-button', text: 'Tour', title: 'A short tour of the page', onclick: () => startTour(help) });
    root.append(copy, picture, help, note, status);
    if (data && data.invite && !wasSeen()) invite(help);
  }
  return () => {
    if (!document.contains(root)) closeTour();
  };
}

/* A browser may forbid storage; the tour is then offered each time. */
function wasSeen() {
  try {
    return window.localStorage.getItem(SEEN_KEY) !== null;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return false;
  }
}

function rememberSeen() {
  try {
    window.localStorage.setItem(SEEN_KEY, 'yes');
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function invite(opener) {
  closeTour();
  const card = make('aside', { class: 'bw-tour bw-tour-invite', 'aria-label': 'First visit' }, [
    make('strong', { text: 'First time here?' }),
    make('div', { class: 'bw-tour-buttons' }, [
      make('button', { type: 'button', class: 'bw-button bw-button-first', text: 'Show me round', onclick: () => startTour(opener) }),
      make('button', { type: 'button', class: 'bw-button', text: 'No, thanks', onclick: closeTour }),
    ]),
  ]);
  document.body.append(card);
  tour = { parts: [card], opener: null };
}

function startTour(opener) {
  closeTour();
  const light = make('div', { class: 'bw-tour-light', 'aria-hidden': 'true' });
  const title = make('h2', { id: 'bw-tour-title' });
  const text = make('p', { id: 'bw-tour-text' });
  const number = make('span', { class: 'bw-tour-number' });
  const back = make('button', { type: 'button', class: 'bw-button', text: 'Back', onclick: () => showStep(tour.step - 1) });
  const next = make('button', { type: 'button', class: 'bw-button bw-button-first', onclick: () => showStep(tour.step + 1) });
  const card = make('div', { class: 'bw-tour', role: 'dialog', 'aria-labelledby': 'bw-tour-title', 'aria-describedby': 'bw-tour-text', tabindex: '-1' }, [
    make('button', { type: 'button', class: 'bw-tour-close', text: '×', 'aria-label': 'Close the tour', onclick: closeTour }),
    title, text, make('div', { class: 'bw-tour-buttons' }, [number, back, next]),
  ]);
  const onKey = (event) => {
    if (event.key === 'Escape') closeTour();
    else if (event.key === 'ArrowRight') showStep(tour.step + 1);
    else if (event.key === 'ArrowLeft') showStep(tour.step - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  card.addEventListener('keydown', onKey);
  const onResize = () => showStep(tour.step);
  window.addEventListener('resize', onResize);
  document.body.append(light, card);
  tour = { parts: [light, card], light, card, title, text, number, back, next, opener, onResize, step: 0 };
  showStep(0);
  card.focus();
}

function showStep(step) {
  if (step >= STEPS.length) {
    closeTour();
    return;
  }
  if (step < 0) return;
  tour.step = step;
  const [selector, title, text] = STEPS[step];
  tour.title.textContent = title;
  tour.text.textContent = text;
  tour.number.textContent = `${step + 1} of ${STEPS.length}`;
  tour.back.disabled = step === 0;
  tour.next.textContent = step === STEPS.length - 1 ? 'Done' : 'Next';
  const target = document.querySelector(selector);
  const box = target ? target.getBoundingClientRect() : new DOMRect(0, 0, 0, 0);
  const top = Math.max(0, box.top - 4);
  const bottom = Math.min(window.innerHeight, box.bottom + 4);
  Object.assign(tour.light.style, {
    left: `${box.left - 4}px`, top: `${top}px`, width: `${box.width + 8}px`, height: `${Math.max(0, bottom - top)}px`,
  });
  placeCard(box);
}

/* Beside the part that is lit where there is room, else inside it. */
function placeCard(box) {
  const { offsetWidth: width, offsetHeight: height } = tour.card;
  const [across, down] = [window.innerWidth, window.innerHeight];
  let [left, top] = [box.left + 16, box.bottom + 14];
  if (top + height > down - 30) top = box.top - height - 14;
  if (box.right + width + 20 < across && box.width < across / 2) [left, top] = [box.right + 16, Math.max(60, box.top + 40)];
  else if (top < 30) [left, top] = [box.left + (box.width - width) / 2, Math.max(60, (Math.max(0, box.top) + Math.min(down, box.bottom) - height) / 2)];
  tour.card.style.left = `${Math.max(8, Math.min(left, across - width - 8))}px`;
  tour.card.style.top = `${Math.max(30, Math.min(top, down - height - 30))}px`;
}

function closeTour() {
  if (!tour) return;
  const { parts, opener, onResize } = tour;
  if (onResize) window.removeEventListener('resize', onResize);
  for (const part of parts) part.remove();
  tour = null;
  rememberSeen();
  if (opener) opener.focus();
}
