/* The names under the slider: days, months or years, as many as there is room for. */

import { element } from '../draw/dom.js';
import { MONTH_NAMES, shiftMonth } from './calendar.js';
/** @import { Records } from '../data/records.js' */

const DAYS_BY_NAME_UP_TO = 45;
const AXIS_CHARACTER_PX = 6.8;
const AXIS_GAP_PX = 8;

/**
 * Names for the days of a record on a width: [{day, text}], left edges at the day, none over another.
 * @param {Records} records
 */
export function axisMarks(records, widthPx) {
  const dayPx = widthPx / Math.max(1, records.span);
  const marks = records.span <= DAYS_BY_NAME_UP_TO ? dayMarks(records, dayPx) : monthMarks(records, dayPx);
  const widthOf = ({ text }) => text.length * AXIS_CHARACTER_PX;
  // The first day's name stands only where it leaves room for the first round one.
  if (marks.length > 1 && (marks[1].day - marks[0].day) * dayPx < widthOf(marks[0]) + AXIS_GAP_PX) marks.shift();
  return marks.filter((mark) => mark.day * dayPx + widthOf(mark) <= widthPx + AXIS_GAP_PX);
}

/** @param {Records} records */
function dayMarks(records, dayPx) {
  const room = '18 Oct'.length * AXIS_CHARACTER_PX + AXIS_GAP_PX;
  const every = [1, 2, 5, 7, 14].find((days) => days * dayPx >= room) || 21;
  const marks = [];
  for (let day = 0; day < records.span; day += every) {
    const [year, month, date] = records.isoOf(day).split('-').map(Number);
    const name = `${date} ${MONTH_NAMES[month - 1].slice(0, 3)}`;
    marks.push({ day, text: day === 0 && every * dayPx >= 2 * room ? `${name} ${year}` : name });
  }
  return marks;
}

/** @param {Records} records */
function monthMarks(records, dayPx) {
  const months = 30.44 * dayPx;
  const every = [1, 2, 3, 6].find((count) => count * months >= 'Jan 2024'.length * AXIS_CHARACTER_PX + AXIS_GAP_PX)
    || [12, 24, 60, 120].find((count) => count * months >= '2024'.length * AXIS_CHARACTER_PX + AXIS_GAP_PX) || 240;
  const marks = [];
  for (let iso = `${records.isoOf(0).slice(0, 7)}-01`; records.dayOf(iso) < records.span; iso = shiftMonth(iso, 1, false)) {
    const [year, month] = iso.split('-').map(Number);
    const due = every <= 12 ? (month - 1) % every === 0 : month === 1 && year % (every / 12) === 0;
    const first = marks.length === 0;
    if (!due && !first) continue;
    const name = MONTH_NAMES[month - 1].slice(0, 3);
    const text = every >= 12 && month === 1 ? `${year}` : `${name}${first || month === 1 ? ` ${year}` : ''}`;
    marks.push({ day: Math.max(0, records.dayOf(iso)), text });
  }
  return marks;
}

/** @param {Records} records */
export function drawAxis(axis, records) {
  const width = axis.clientWidth;
  if (records.span === 0 || width === 0) return;
  axis.replaceChildren(...axisMarks(records, width).map(({ day, text }) => {
    const mark = element('span', { text });
    mark.style.left = `${(100 * day) / records.span}%`;
    return mark;
  }));
}
