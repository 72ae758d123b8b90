/* The filter panel of the side bar. Python says what each choice shows and what is ticked; a change
   here goes there whole, once, and the panel follows at once without waiting for the answer. Text
   is set with textContent only. */

import { ChoiceList, setText, writeNumber } from './choice_list.js';
import { make } from './elements.js';

const SEARCH_WAIT_MS = 500;
const ANSWER_WAIT_MS = 5000;
const panels = new WeakMap();

export function mount({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.bw-filters') || parentElement;
  if (!panels.has(root)) panels.set(root, new FilterPanel(root));
  panels.get(root).show(data, (choice) => setStateValue('choice', choice));
}

class FilterPanel {
  constructor(root) {
    this.root = root;
    this.lists = new Map();
    this.shape = null;
    this.sent = null;
    this.sentAt = 0;
    this.number = 0;
    /** @type {(choice: {id: string, filters: Record<string, string>}) => void} */
    this.send = () => {};
    this.state = make('span', { class: 'bwf-state', role: 'status' });
    this.reset = make('button', { type: 'button', class: 'bwf-button', text: 'Reset', 'aria-label': 'Reset all filters', onclick: () => this.clear() });
    this.search = make('input', { type: 'search', class: 'bwf-text', placeholder: 'Search text, place, source', 'aria-label': 'Search in text, place and sources of the records', autocomplete: 'off', spellcheck: 'false' });
    this.search.addEventListener('input', () => this.waitForWord());
    this.search.addEventListener('change', () => this.change());
    this.found = make('p', { class: 'bwf-note', role: 'status', hidden: true });
    this.casualties = this.makeSwitch('US casualties stated', 'Only records that state US killed or wounded');
    this.heldOut = this.makeSwitch('Records excluded from counts', 'Disputed, marked as a possible duplicate, or not aimed at a base or post. Drawn on request, never counted.');
    this.area = this.makeArea();
  }

  makeSwitch(label, title) {
    const input = make('input', { type: 'checkbox', onchange: () => this.change() });
    const count = make('span', { class: 'bwf-count' });
    const row = make('div', { class: 'bwf-row' }, [
      make('label', { title }, [input, make('span', { class: 'bwf-name', text: label }), count, make('span', { class: 'bwf-unseen', text: ' records' })]),
    ]);
    return { row, input, count };
  }

  makeArea() {
    const error = make('p', { class: 'bwf-error', id: 'bwf-area-error', role: 'alert' });
    const note = make('p', { class: 'bwf-note' });
    const input = make('input', { type: 'text', class: 'bwf-text', placeholder: 'W,S,E,N as 39,34.5,42,36.2', 'aria-label': 'Area of interest: west, south, east, north in degrees', 'aria-describedby': error.id, autocomplete: 'off', spellcheck: 'false', onchange: () => this.change() });
    const set = (text) => {
      input.value = text;
      this.change();
    };
    const shown = make('button', { type: 'button', class: 'bwf-button', text: 'What the map shows', onclick: () => set(this.data.area.shown) });
    const draw = make('button', { type: 'button', class: 'bwf-button', text: 'Draw', title: 'Draw a box on the map with the mouse', onclick: askToDraw });
    const clear = make('button', { type: 'button', class: 'bwf-button', text: 'Clear', onclick: () => set('') });
    const state = make('span', { class: 'bwf-some' });
    const root = make('details', { class: 'bwf-list bwf-fold' }, [
      make('summary', {}, [make('span', { class: 'bwf-name', text: 'Area of interest' }), state]),
      make('div', { class: 'bwf-rows' }, [input, error, make('div', { class: 'bwf-buttons' }, [draw, clear, shown]), note]),
    ]);
    return { root, input, error, note, clear, shown, state };
  }

  /* Build the lists anew where the choices are others than before; else only numbers change. */
  build(facets) {
    const shape = JSON.stringify(facets.map(({ name, note, choices }) => [name, note, choices.map(({ word, label, rare }) => [word, label, rare])]));
    if (shape === this.shape) return;
    this.shape = shape;
    this.lists = new Map(facets.map((facet) => [facet.name, new ChoiceList(facet, () => this.change())]));
    const lists = (first) => facets.filter((facet) => facet.first === first).map((facet) => this.lists.get(facet.name).root);
    this.root.replaceChildren(
      make('div', { class: 'bwf-top' }, [this.state, this.reset]),
      ...lists(true),
      make('div', { class: 'bwf-head' }, [make('h3', { text: 'More' })]),
      this.search, this.found, ...lists(false), this.area.root,
      make('div', { class: 'bwf-rows bwf-switches' }, [this.casualties.row, this.heldOut.row]),
    );
    for (const { name, choices } of facets) {
      const { root } = this.lists.get(name);
      if (root.tagName === 'DETAILS') root.open = choices.some((choice) => choice.on);
    }
  }

  show(data, send) {
    this.send = send;
    // an answer to an earlier change must not undo a later one
    if (this.sent !== null && data.acknowledged !== this.sent && Date.now() - this.sentAt < ANSWER_WAIT_MS) return;
    this.sent = null;
    const first = this.shape === null;
    this.data = data;
    this.build(data.facets);
    for (const facet of data.facets) this.lists.get(facet.name).show(facet);
    for (const [shown, { on, count }] of [[this.casualties, data.casualties], [this.heldOut, data.heldOut]]) {
      shown.input.checked = on;
      setText(shown.count, writeNumber(count));
      shown.row.classList.toggle('bwf-zero', count === 0);
    }
    this.search.maxLength = data.search.most;
    showTyped(this.search, data.search.text);
    this.showFound(data.search);
    this.showArea(data.area, first);
    setText(this.state, data.on ? `${data.on} filter${data.on === 1 ? '' : 's'} on` : 'No filter is on');
    this.reset.disabled = data.on === 0;
  }

  /* How many a search finds here, and how many at other dates. */
  showFound({ text, here, outside }) {
    this.found.hidden = !text;
    setText(this.found, text ? `${writeNumber(here)} in this period, ${writeNumber(outside)} outside it` : '');
  }

  showArea({ text, error, count, withoutPlace, on }, first) {
    const { area } = this;
    showTyped(area.input, text);
    area.input.setAttribute('aria-invalid', String(Boolean(error)));
    setText(area.error, error);
    area.error.hidden = !error;
    area.clear.hidden = !on && !text;
    area.shown.disabled = !this.data.area.shown;
    setText(area.state, on ? `${writeNumber(count)} in it` : '');
    area.root.classList.toggle('bwf-on', on);
    setText(area.note, withoutPlace ? `${writeNumber(withoutPlace)} record${withoutPlace === 1 ? '' : 's'} of the period without a place ${on ? (withoutPlace === 1 ? 'is' : 'are') : 'would be'} left out.` : '');
    area.note.hidden = !withoutPlace;
    if ((first && on) || error) area.root.open = true;
  }

  waitForWord() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.change(), SEARCH_WAIT_MS);
  }

  clear() {
    for (const list of this.lists.values()) {
      list.chosen = new Set();
      list.showChosen();
    }
    this.search.value = '';
    this.area.input.value = '';
    this.casualties.input.checked = false;
    this.heldOut.input.checked = false;
    this.change();
  }

  /* Tell Python what is chosen, all of it; an equal choice is told once. */
  change() {
    clearTimeout(this.typing);
    const filters = Object.fromEntries([...this.lists].map(([name, list]) => [name, list.written]));
    Object.assign(filters, {
      search: this.search.value.trim(), area: this.area.input.value.trim(),
      'with-casualties': this.casualties.input.checked ? 'yes' : '', include: this.heldOut.input.checked ? 'held-out' : '',
    });
    const text = JSON.stringify(filters);
    if (this.sent !== null && text === this.sentText) return;
    if (this.sent === null && text === this.shownText) return;
    this.number += 1;
    this.sent = `${performance.timeOrigin.toString(36)}-${this.number}`;
    this.sentAt = Date.now();
    this.sentText = text;
    window.basewatchChoice = { id: this.sent, filters }; // a session that is new asks the tab for it
    this.send({ id: this.sent, filters });
  }

  /* The choice that the last answer showed, written as a change would be. */
  get shownText() {
    const { facets, search, area, casualties, heldOut } = this.data;
    const written = facets.map(({ name, choices }) => [name, choices.filter((choice) => choice.on).map((choice) => choice.word).join(',')]);
    return JSON.stringify(Object.assign(Object.fromEntries(written), {
      search: search.text, area: area.text, 'with-casualties': casualties.on ? 'yes' : '', include: heldOut.on ? 'held-out' : '',
    }));
  }
}

/* Show what is set in a field, unless the officer is typing there and nobody else has changed it. */
function showTyped(field, text) {
  if (document.activeElement === field && field.dataset.shown === text) return;
  field.dataset.shown = text;
  if (field.value.trim().replace(/\s+/g, ' ') !== text) field.value = text;
}

/* The map draws the box: its page is asked as the bridge asks it. */
function askToDraw() {
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector('iframe.bw-frame');
  if (!frame) return;
  frame.contentWindow.postMessage({ to: 'basewatch', draw: true }, '*');
  frame.focus();
}
