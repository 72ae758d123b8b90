/* A list of choices in the filter panel, and the parts that it is built of. */

import { make } from './elements.js';

const SVG = 'http://www.w3.org/2000/svg';

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function makeSymbol({ colour, corners, radius }) {
  const drawing = document.createElementNS(SVG, 'svg');
  const shape = document.createElementNS(SVG, corners.length ? 'polygon' : 'circle');
  const attributes = corners.length ? { points: corners.map((corner) => corner.join(',')).join(' ') } : { r: radius };
  for (const [name, value] of Object.entries({ ...attributes, fill: colour })) shape.setAttribute(name, value);
  for (const [name, value] of Object.entries({ viewBox: '-7 -7 14 14', class: 'bwf-symbol', 'aria-hidden': 'true' })) drawing.setAttribute(name, value);
  drawing.append(shape);
  return drawing;
}

/* As layers/plugin/draw/dom.js writes it, without the browser's formats of all languages. */
export const writeNumber = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/* A list of choices, of which each record has one. Nothing chosen is shown as all ticked. */
export class ChoiceList {
  constructor(facet, changed) {
    this.facet = facet;
    this.changed = changed;
    this.chosen = new Set();
    this.rows = new Map();
    this.state = make('span', { class: 'bwf-some' });
    this.all = make('button', { type: 'button', class: 'bwf-link', text: 'all', 'aria-label': `${facet.heading}: show all`, onclick: () => this.choose([]) });
    const rows = (rare) => facet.choices.filter((choice) => choice.rare === rare).map((choice) => this.makeRow(choice));
    const rare = rows(true);
    this.body = make('div', { class: 'bwf-rows', role: 'group', 'aria-label': facet.heading }, rows(false));
    if (facet.note) this.body.prepend(make('p', { class: 'bwf-note', text: facet.note }));
    if (rare.length) {
      this.more = make('details', { class: 'bwf-rare' }, [make('summary', { text: `${rare.length} more` }), ...rare]);
      this.body.append(this.more);
    }
    if (facet.first) {
      this.root = make('section', { class: 'bwf-list' }, [
        make('div', { class: 'bwf-head' }, [make('h3', { text: facet.heading }), this.state, this.all]), this.body,
      ]);
    } else {
      this.root = make('details', { class: 'bwf-list bwf-fold' }, [
        make('summary', {}, [make('span', { class: 'bwf-name', text: facet.heading }), this.state]), this.body,
      ]);
      this.body.prepend(make('div', { class: 'bwf-fold-all' }, [this.all]));
    }
  }

  makeRow({ word, label, symbol, apart }) {
    const input = make('input', { type: 'checkbox' });
    const count = make('span', { class: 'bwf-count' });
    const only = make('button', { type: 'button', class: 'bwf-link bwf-only', tabindex: '-1' });
    const row = make('div', { class: `bwf-row${apart ? ' bwf-apart' : ''}` }, [
      make('label', { title: `${label}. Space: on/off · Enter: show only this` }, [
        input, ...(symbol ? [makeSymbol(symbol)] : []), make('span', { class: 'bwf-name', text: label }), count,
        make('span', { class: 'bwf-unseen', text: ' records' }),
      ]), only,
    ]);
    const alone = () => this.choose(this.isOnly(word) ? [] : [word]);
    input.addEventListener('change', () => this.tick(word, input.checked));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') alone();
    });
    only.addEventListener('click', alone);
    this.rows.set(word, { row, input, count, only, label });
    return row;
  }

  isOnly(word) {
    return this.chosen.size === 1 && this.chosen.has(word);
  }

  tick(word, ticked) {
    const chosen = new Set(this.chosen.size ? this.chosen : this.rows.keys());
    if (ticked) chosen.add(word);
    else chosen.delete(word);
    this.choose(chosen.size === this.rows.size ? [] : [...chosen]);
  }

  choose(words) {
    this.chosen = new Set(words);
    this.showChosen();
    this.changed();
  }

  show({ choices }) {
    this.chosen = new Set(choices.filter((choice) => choice.on).map((choice) => choice.word));
    for (const { word, count } of choices) {
      const row = this.rows.get(word);
      setText(row.count, writeNumber(count));
      row.row.classList.toggle('bwf-zero', count === 0);
    }
    this.showChosen();
  }

  showChosen() {
    const { chosen, rows } = this;
    for (const [word, { input, only, label }] of rows) {
      input.checked = chosen.size === 0 || chosen.has(word);
      setText(only, this.isOnly(word) ? 'all' : 'only');
      only.setAttribute('aria-label', this.isOnly(word) ? `All, not ${label} alone` : `Only ${label}`);
    }
    setText(this.state, chosen.size ? `${chosen.size} of ${rows.size}` : '');
    this.all.hidden = chosen.size === 0;
    this.root.classList.toggle('bwf-on', chosen.size > 0);
    const behind = this.facet.choices.filter((choice) => choice.rare);
    if (this.more && chosen.size && behind.some(({ word }) => chosen.has(word))) this.more.open = true;
  }

  get written() {
    return [...this.chosen].join(',');
  }
}
