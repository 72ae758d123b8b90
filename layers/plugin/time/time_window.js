/* The window of time: its days, its mode, and every way to move it. No screen in here. */

import { shiftMonth } from './calendar.js';
/** @import { Mode } from '../protocol.js' */
/** @import { Records } from '../data/records.js' */

const STEP_DAYS = { day: 1, week: 7 };
/* Days beyond the slider that a window may hold: some ten years, so that what is drawn by day stays small. */
const MOST_BEYOND = 3653;

export class TimeWindow {
  /**
   * changed() is called at each move.
   * @param {Records} records
   */
  constructor(records, changed) {
    this.records = records;
    this.changed = changed;
    this.from = 0;
    this.to = this.last;
    /** @type {Mode} */
    this.mode = 'window';
  }

  /* The slider's last day; the first is 0. */
  get last() {
    return Math.max(0, this.records.span - 1);
  }

  get days() {
    return this.to - this.from + 1;
  }

  get isWhole() {
    return this.from === 0 && this.to === this.last;
  }

  /* The days that are shown: in cumulative mode from the record's first day, if that has come. */
  get shownDays() {
    const { recordFirst } = this.records;
    return [this.mode === 'cumulative' && recordFirst <= this.to ? recordFirst : this.from, this.to];
  }

  /* Clamped to the slider; both days counted. */
  set(from, to, mode = this.mode) {
    this.from = Math.max(0, Math.min(from, this.last));
    this.to = Math.max(this.from, Math.min(to, this.last));
    this.mode = mode;
    this.changed();
  }

  /* As a script or a view asks for it, beyond the slider too: what is not covered is said, and not moved away. */
  put(from, to, mode = this.mode) {
    const within = (day) => Math.max(-MOST_BEYOND, Math.min(day, this.last + MOST_BEYOND));
    this.from = within(from);
    this.to = within(to);
    this.mode = mode;
    this.changed();
  }

  /* Move the window as a whole, its length kept. */
  moveTo(from) {
    const more = this.days - 1;
    const first = Math.max(0, Math.min(from, this.last - more));
    this.set(first, first + more);
  }

  /* Bring a day into the window's middle. */
  centreOn(day) {
    this.moveTo(day - Math.floor((this.days - 1) / 2));
  }

  moveEnd(end, day) {
    if (end === 0) this.set(Math.min(day, this.to), this.to);
    else this.set(this.from, Math.max(day, this.from));
  }

  /* So many days, the last one kept where there is room before it. */
  setLength(days) {
    const to = Math.max(this.to, Math.min(days - 1, this.last));
    this.set(to - days + 1, to);
  }

  step(unit, direction) {
    if (unit === 'month') this.stepMonths(direction);
    else this.moveTo(this.from + direction * STEP_DAYS[unit]);
  }

  /* By calendar months; a window of whole months stays one of whole months. */
  stepMonths(direction) {
    const { records } = this;
    const whole = this.isOfWholeMonths;
    const from = records.dayOf(shiftMonth(records.isoOf(this.from), direction, false));
    const to = records.dayOf(shiftMonth(records.isoOf(this.to), direction, whole));
    if (from < 0 || to > this.last) this.moveTo(direction < 0 ? 0 : this.last);
    else this.set(from, to);
  }

  get isOfWholeMonths() {
    const { records } = this;
    return records.isoOf(this.from).endsWith('-01') && records.isoOf(this.to + 1).endsWith('-01');
  }

  /* Let the last day run on while the first stays. */
  grow(unit) {
    const { records } = this;
    const next = unit === 'month'
      ? records.dayOf(shiftMonth(records.isoOf(this.to), 1, records.isoOf(this.to + 1).endsWith('-01')))
      : this.to + STEP_DAYS[unit];
    this.set(this.from, next);
  }
}
