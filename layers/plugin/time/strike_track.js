/* The strikes above the histogram: one diamond a day, filled where the US acknowledged a strike of
   that day, hollow where it is reported only. One stop of the keyboard; arrows go from day to day. */

import { element } from '../draw/dom.js';
import { dayWords, dtgOf } from './calendar.js';
/** @import { Records } from '../data/records.js' */

export class StrikeTrack {
  /**
   * go(day) brings the window there; tell(lines, day) shows a tip, tell(null) hides it.
   * @param {Records} records
   */
  constructor(records, { go, tell }) {
    this.records = records;
    this.go = go;
    this.tell = tell;
    this.root = element('div', { className: 'bw-strikes', role: 'listbox', tabindex: '0', 'aria-orientation': 'horizontal' });
    this.root.addEventListener('keydown', (event) => this.onKey(event));
    this.root.addEventListener('focus', () => {
      if (this.root.matches(':focus-visible')) this.activate(Math.max(0, this.active));
    });
    this.root.addEventListener('blur', () => {
      this.mark(-1);
      this.tell(null);
    });
    this.key = element('p', { className: 'bw-strike-key' }, [
      element('span', {}, [element('i', { className: 'bw-strike bw-acknowledged', 'aria-hidden': 'true' }), 'US strike']),
      element('span', {}, [element('i', { className: 'bw-strike', 'aria-hidden': 'true' }), 'reported only']),
    ]);
    this.recordsChanged();
  }

  recordsChanged() {
    this.active = -1;
    this.days = strikesByDay(this.records);
    const count = this.days.reduce((sum, { strikes }) => sum + strikes.length, 0);
    this.ticks = this.days.map(({ day, strikes }, k) => this.makeTick(day, strikes, k));
    this.root.replaceChildren(...this.ticks);
    this.root.removeAttribute('aria-activedescendant');
    this.root.setAttribute('aria-label', `Strikes: ${count} on ${this.days.length} ${this.days.length === 1 ? 'day' : 'days'}`);
    this.root.hidden = count === 0;
    this.key.hidden = count === 0;
  }

  makeTick(day, strikes, k) {
    const acknowledged = strikes.some((strike) => strike.acknowledged === 'us');
    const tick = element('span', {
      className: `bw-strike${acknowledged ? ' bw-acknowledged' : ''}`, role: 'option', id: `bw-strike-${k}`,
      'aria-selected': 'false', 'aria-label': this.linesOf(day, dayWords).join('; '),
    });
    tick.style.left = `${(100 * (day + 0.5)) / this.records.span}%`;
    return tick;
  }

  /* What a day's strikes say: the day, then place and standing of each; nothing for a day without. */
  linesOf(day, write = dtgOf) {
    const found = this.days.find((here) => here.day === day);
    if (!found) return [];
    const about = found.strikes.every((strike) => strike.precision === 'approximate') ? 'about ' : '';
    return [`${about}${write(this.records.isoOf(day))}`, ...found.strikes.map((strike) =>
      `${strike.acknowledged === 'us' ? 'US strike' : 'Strike, reported only'}: ${strike.place || 'place not stated'}`)];
  }

  /* The day with strikes nearest to a day, within reach; -1 where none is. */
  near(day, reach) {
    let best = -1;
    for (const here of this.days) {
      if (Math.abs(here.day - day) <= reach && (best < 0 || Math.abs(here.day - day) < Math.abs(best - day))) best = here.day;
    }
    return best;
  }

  mark(k) {
    if (this.ticks[this.active]) this.ticks[this.active].setAttribute('aria-selected', 'false');
    if (k < 0) {
      this.root.removeAttribute('aria-activedescendant');
      return;
    }
    this.active = k;
    this.ticks[k].setAttribute('aria-selected', 'true');
    this.root.setAttribute('aria-activedescendant', this.ticks[k].id);
  }

  activate(k) {
    if (this.ticks.length === 0) return;
    this.mark(Math.max(0, Math.min(k, this.ticks.length - 1)));
    this.tell(this.linesOf(this.days[this.active].day), this.days[this.active].day);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const moves = { ArrowLeft: this.active - 1, ArrowRight: this.active + 1, Home: 0, End: this.ticks.length - 1 };
    if (event.key in moves) this.activate(moves[event.key]);
    else if (event.key === 'Enter' || event.key === ' ') this.go(this.days[Math.max(0, this.active)].day);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/**
 * The strikes within the slider, by day: [{day, strikes}], days ascending.
 * @param {Records} records
 */
function strikesByDay(records) {
  const byDay = new Map();
  for (const strike of records.strikes) {
    if (strike.day < 0 || strike.day >= records.span) continue;
    if (!byDay.has(strike.day)) byDay.set(strike.day, []);
    byDay.get(strike.day).push(strike);
  }
  return [...byDay].sort(([a], [b]) => a - b).map(([day, strikes]) => ({ day, strikes }));
}
