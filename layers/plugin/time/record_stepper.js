/* From attack to attack: the window goes to the next day with a record under the filters; with a
   record's card open, the next record's card opens, and the window goes along where it must. */

import { element } from '../draw/dom.js';
/** @import { Records } from '../data/records.js' */
/** @import { TimeWindow } from './time_window.js' */

export class RecordStepper {
  /**
   * marked() gives the record whose card is open, -1 for none; open(record) opens one; say(text) tells
   * a screen reader.
   * @param {Records} records
   * @param {TimeWindow} time
   */
  constructor(records, time, { marked, open, settle, say }) {
    this.records = records;
    this.time = time;
    this.marked = marked;
    this.open = open;
    this.settle = settle;
    this.say = say;
    this.ends = [-1, -1];
    const button = (text, name, key, direction) => element('button', {
      type: 'button', text, 'aria-label': name, title: `${name} (${key === ',' ? 'comma' : 'full stop'})`,
      'aria-keyshortcuts': key, onclick: () => this.step(direction),
    });
    this.buttons = [button('‹', 'Previous attack', ',', -1), button('›', 'Next attack', '.', 1)];
    this.root = element('div', { className: 'bw-group bw-attacks', role: 'group', 'aria-label': 'From attack to attack' }, [
      this.buttons[0], element('span', { text: 'attack', 'aria-hidden': 'true' }), this.buttons[1],
    ]);
  }

  /* The mask has changed: other records are the first and the last. */
  refresh() {
    this.ends = [firstPassing(this.records, 0, 1), firstPassing(this.records, this.records.count - 1, -1)];
    this.show();
  }

  step(direction) {
    const { records, time } = this;
    const record = nextRecord(records, time, this.marked(), direction);
    if (record < 0) {
      this.say(direction > 0 ? 'No later attack under these filters' : 'No earlier attack under these filters');
      return;
    }
    const day = records.day(record);
    const isOpen = this.marked() >= 0;
    const [first, last] = time.shownDays;
    if (day > last || (!isOpen && (direction > 0 || time.mode === 'cumulative'))) this.endOn(day);
    else if (day < first || !isOpen) time.moveTo(day);
    if (isOpen) this.open(record);
    this.settle();
  }

  /* Let a day be the window's last, its length kept where there is room before it. */
  endOn(day) {
    const from = Math.max(0, day - this.time.days + 1);
    this.time.set(from, day);
  }

  /* A button that leads nowhere says so, and keeps its focus. */
  show() {
    const { records, time, ends } = this;
    const marked = this.marked();
    const [first, last] = ends;
    const before = time.mode === 'cumulative' ? time.to : time.from;
    const none = first < 0 ? [true, true] : marked >= 0
      ? [marked <= first, marked >= last]
      : [records.day(first) >= before, records.day(last) <= time.to];
    this.buttons.forEach((button, k) => {
      if (button.getAttribute('aria-disabled') !== String(none[k])) button.setAttribute('aria-disabled', String(none[k]));
    });
  }
}

/**
 * The first record under the mask from a number on in a direction; -1 where there is none.
 * @param {Records} records
 */
function firstPassing(records, from, direction) {
  for (let record = from; record >= 0 && record < records.count; record += direction) {
    if (records.passes(record)) return record;
  }
  return -1;
}

/**
 * The next record in a direction, from the marked one or, with none marked (-1), from the window; -1
 * where there is none.
 * @param {Records} records
 * @param {TimeWindow} time
 */
export function nextRecord(records, time, marked, direction) {
  if (marked >= 0) return firstPassing(records, marked + direction, direction);
  if (records.span === 0) return -1;
  const startOf = (day) => records.dayStart[Math.max(0, Math.min(day, records.span))];
  if (direction > 0) return firstPassing(records, startOf(time.to + 1), 1);
  // Cumulative has no first day of its own to go by: its last goes back.
  return firstPassing(records, startOf(time.mode === 'cumulative' ? time.to : time.from) - 1, -1);
}
