/* The legend: only what is present, in the shown days and in the view. */

import { densityTicks } from '../draw/density_grid.js';
import { element, keepClicks } from '../draw/dom.js';
import { dotCanvas } from '../draw/symbols.js';
import { theme } from '../draw/theme.js';
/** @import { Preferences } from '../data/preferences.js' */
/** @import { Records } from '../data/records.js' */

export class Legend {
  /**
   * @param {Records} records
   * @param {Preferences} preferences
   */
  constructor(records, tables, preferences) {
    this.records = records;
    this.tables = tables;
    this.table = tables.symbols;
    this.key = null;
    this.body = element('div', { className: 'bw-legend-body' });
    this.root = element('details', { className: 'bw-legend', open: preferences.get('legend') !== false }, [element('summary', { text: 'Legend' }), this.body]);
    this.root.addEventListener('toggle', () => preferences.set('legend', this.root.open));
    keepClicks(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
  }

  recordsChanged() {
    this.key = null;
  }

  /* What the view holds. dots: numbers of symbols; strikes: numbers of theirs; sigma: metres of the
     density's kernel, or null; discs, bases, leaders, area: whether any is in view; attacks: whether they are on. */
  show(present) {
    const key = JSON.stringify(present);
    if (key === this.key) return;
    this.key = key;
    const { attacks, dots, discs, strikes, sigma, bases, leaders, area } = present;
    const shown = dots.map((number) => this.records.dots[number]);
    const others = [
      ...this.certainties(shown),
      ...(discs ? [this.row(element('span', { className: 'bw-sign bw-sign-disc' }), `disc = more than ${this.table.disc_from}`)] : []),
      ...this.bases(bases, leaders && 'line to true location'), ...this.strikes(strikes),
      ...(area ? [this.row(element('span', { className: 'bw-sign bw-sign-area' }), 'area of interest')] : []),
    ];
    const rows = [
      ...(shown.length ? [...this.weapons(shown), ...this.outcomes(shown)] : []),
      ...(others.length ? [this.heading('Also shown'), ...others] : []),
      ...(sigma ? this.density(sigma) : []),
    ];
    if (attacks && shown.length === 0 && !discs) rows.unshift(element('p', { text: 'No attacks in this period and view.' }));
    if (rows.length === 0) rows.push(element('p', { text: 'Nothing to show.' }));
    this.body.replaceChildren(...rows);
  }

  heading(text) {
    return element('h3', { text });
  }

  row(sign, text) {
    return element('div', { className: 'bw-legend-row' }, [sign, element('span', { text })]);
  }

  dotRow(dot, text) {
    return this.row(dotCanvas(dot, this.table), text);
  }

  get inks() {
    return theme.of(this.table.inks);
  }

  get plain() {
    return { shape: 'circle', stroke: this.inks.grey, fill: this.inks.paper, mark: 'none', broken: false };
  }

  weapons(shown) {
    const rows = Object.entries(this.records.words.weapon).filter(([word]) => shown.some(({ weapon }) => weapon === word)).map(([word, label]) => {
      const [shape, colour] = [this.table.weapons[word], this.inks.weapons[word]];
      return this.dotRow({ ...this.plain, shape, stroke: colour, fill: colour }, label);
    });
    return [this.heading('Weapon'), ...rows];
  }

  outcomes(shown) {
    const fills = {
      impact: { fill: this.inks.grey }, partly_intercepted: { mark: 'dot' }, intercepted: {},
      no_damage: { mark: 'bar' }, unknown: { fill: this.inks.half_tone },
    };
    const rows = Object.entries(this.records.words.outcome).filter(([word]) => shown.some(({ outcome }) => outcome === word))
      .map(([word, label]) => this.dotRow({ ...this.plain, ...fills[word] }, label));
    return [this.heading('Outcome'), ...rows];
  }

  certainties(shown) {
    const tint = (colour) => ({ ...this.plain, stroke: colour, fill: colour });
    return [
      [shown.some(({ confirmation }) => confirmation === 'claim_only'), tint(this.inks.claim), `${theme.isDark ? 'faint' : 'pale'} = claim only`],
      [shown.some(({ struck }) => struck), { ...tint(this.inks.held_out), struck: true }, 'struck through = not counted'],
      [shown.some(({ broken }) => broken), { ...this.plain, broken: true }, 'dashed = date approx.'],
      [shown.some(({ added }) => added), { ...this.plain, added: true }, 'plus = added by user'],
    ].filter(([present]) => present).map(([, dot, text]) => this.dotRow(dot, text));
  }

  bases(bases, leaders) {
    return [
      bases ? this.row(element('span', { className: 'bw-sign bw-sign-base' }), 'base, true location') : null,
      leaders ? this.row(element('span', { className: 'bw-sign bw-sign-leader' }), leaders) : null,
    ].filter((row) => row !== null);
  }

  strikes(kinds) {
    const words = Object.entries(this.tables.strikes);
    return words.filter(([word]) => kinds.some((kind) => kind.startsWith(`${word} `))).map(([word, { label, dots }]) =>
      this.dotRow(dots.day, word === 'us' ? label : `strike, ${label}`));
  }

  density(sigma) {
    const table = this.tables.density;
    const marks = densityTicks(sigma, table).map(([value, place]) => {
      const mark = element('span', { text: value.toLocaleString('en') });
      mark.style.left = `${100 * place}%`;
      return mark;
    });
    const about = Number((sigma / 1000).toPrecision(2)).toLocaleString('en');
    return [
      this.heading('Density'),
      element('div', { className: 'bw-ramp' }, [rampCanvas(table), element('div', { className: 'bw-ramp-marks' }, marks)]),
      element('p', { text: `attacks per ${table.per_km2.toLocaleString('en')} km², smoothed over ${about} km` }),
    ];
  }
}

/* The ramp from its beginning to its end, on the land's colour. */
function rampCanvas(table) {
  const canvas = element('canvas', { className: 'bw-ramp-bar', width: '128', height: '1', 'aria-hidden': 'true' });
  const context = canvas.getContext('2d');
  context.fillStyle = theme.of(table.colours);
  for (let x = 0; x < 128; x++) {
    context.globalAlpha = (table.most_opaque * (x + 0.5)) / 128;
    context.fillRect(x, 0, 1, 1);
  }
  return canvas;
}
