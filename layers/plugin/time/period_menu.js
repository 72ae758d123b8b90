/* Periods by name, and the length of the window. */

import { element, setPressed } from '../draw/dom.js';
/** @import { Records } from '../data/records.js' */
/** @import { TimeWindow } from './time_window.js' */

/* A period of so many last days of the record, or between two days; one without either is all. */
const PERIODS = [
  { text: 'Last 7 days of record', days: 7 },
  { text: 'Last 30 days of record', days: 30 },
  { text: 'Oct 2023 – Feb 2024', from: '2023-10-01', to: '2024-02-29' },
  { text: 'Jul – Aug 2024', from: '2024-07-01', to: '2024-08-31' },
  { text: 'All' },
];
/** @type {[days: number, text: string][]} */
const LENGTHS = [[7, '7 d'], [30, '30 d'], [0, 'all']];

export class PeriodMenu {
  /**
   * @param {Records} records
   * @param {TimeWindow} time
   */
  constructor(records, time, settle) {
    this.records = records;
    this.time = time;
    this.menu = element('select', { className: 'bw-periods', 'aria-label': 'Period', title: 'Period' });
    this.recordsChanged();
    this.menu.addEventListener('change', () => {
      const period = this.periods[Number(this.menu.value)];
      time.set(period.from, period.to);
      settle();
    });
    this.buttons = LENGTHS.map(([days, text]) => element('button', {
      type: 'button', text, 'data-days': String(days),
      'aria-label': days ? `Window of ${days} days` : 'The whole record',
      title: days ? `Window of ${days} days` : 'The whole record',
      onclick: () => {
        if (days === 0) time.set(0, time.last);
        else time.setLength(days);
        settle();
      },
    }));
    this.root = element('div', { className: 'bw-group bw-spans' }, [
      this.menu,
      element('div', { className: 'bw-group bw-joined', role: 'group', 'aria-label': 'Length of the window' }, this.buttons),
    ]);
  }

  recordsChanged() {
    this.periods = periodsOf(this.records, this.time.last);
    this.menu.replaceChildren(
      element('option', { value: '', text: 'Period …', hidden: true }),
      ...this.periods.map(({ text }, k) => element('option', { value: String(k), text })),
    );
  }

  show() {
    const { time, periods } = this;
    const chosen = periods.findIndex(({ from, to }) => from === time.from && to === time.to);
    const value = chosen < 0 ? '' : String(chosen);
    if (this.menu.value !== value) this.menu.value = value;
    this.menu.classList.toggle('bw-chosen', chosen >= 0);
    for (const button of this.buttons) {
      const days = Number(button.dataset.days);
      setPressed(button, days === 0 ? time.isWhole : days === time.days);
    }
  }
}

/**
 * The periods that a record has days of, as days of the slider.
 * @param {Records} records
 */
export function periodsOf(records, last) {
  const recordLast = records.count > 0 ? records.day(records.count - 1) : -1;
  return PERIODS.map(({ text, days, from, to }) => {
    if (days) {
      const enough = recordLast - records.recordFirst + 1 > days;
      return enough ? { text, from: recordLast - days + 1, to: recordLast } : null;
    }
    if (!from) return { text, from: 0, to: last };
    const [first, final] = [records.dayOf(from), records.dayOf(to)];
    const within = first <= recordLast && final >= records.recordFirst;
    return within ? { text, from: Math.max(0, first), to: Math.min(last, final) } : null;
  }).filter(Boolean);
}
