/* A day as an officer types it. What can be read in one way alone is taken; what can be read in two is never
   guessed: a sentence says what to type. */

import { MONTH_NAMES } from './calendar.js';

const HOW_TO_TYPE = 'type it as 2023-10-17 or 17 OCT 23.';

/* The day as {iso}, or {error}, a sentence. first and last are the slider's days: a day typed without its
   year is one of theirs, if they hold it once. */
export function readTypedDay(typed, first, last) {
  const text = typed.trim().replace(/\s+/g, ' ');
  const yearFirst = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/.exec(text) || /^(\d{4})()(\d{2})(\d{2})$/.exec(text);
  if (yearFirst) return existingDay(text, yearFirst[1], Number(yearFirst[3]), Number(yearFirst[4]));
  const named = /^(\d{1,2})[ .-]?([a-z]{3,9})\.?(?:[ .,-]{0,2}(\d{4}|\d{2}))?$/i.exec(text);
  if (named) return namedDay(text, Number(named[1]), monthOf(named[2]), named[3], first, last);
  const monthFirst = /^([a-z]{3,9})\.? ?(\d{1,2}),? (\d{4})$/i.exec(text);
  if (monthFirst) return namedDay(text, Number(monthFirst[2]), monthOf(monthFirst[1]), monthFirst[3], first, last);
  const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(text);
  if (numbers) return { error: describeBadNumbers(text, Number(numbers[1]), Number(numbers[2]), numbers[3]) };
  return { error: text ? `${text} is not a day: ${HOW_TO_TYPE}` : `No day: ${HOW_TO_TYPE}` };
}

/* A month's number by the beginning of its name; 0 where it is none. */
function monthOf(word) {
  return MONTH_NAMES.findIndex((name) => name.toLowerCase().startsWith(word.toLowerCase())) + 1;
}

function daysIn(year, month) {
  const end = new Date(0);
  end.setUTCFullYear(year, month, 0);
  return end.getUTCDate();
}

function isoDay(year, month, day) {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function existingDay(text, year, month, day) {
  if (month < 1 || month > 12) return { error: `${text} is not a day: there is no month ${month}; ${HOW_TO_TYPE}` };
  const days = daysIn(Number(year), month);
  if (day < 1 || day > days) return { error: `${text} is not a day: ${MONTH_NAMES[month - 1]} ${year} has ${days} days.` };
  return { iso: isoDay(year, month, day) };
}

function namedDay(text, day, month, year, first, last) {
  if (month === 0) return { error: `${text} is not a day: ${HOW_TO_TYPE}` };
  if (year) return existingDay(text, year.length === 2 ? `20${year}` : year, month, day);
  const held = [];
  for (let one = Number(first.slice(0, 4)); one <= Number(last.slice(0, 4)); one++) {
    const iso = isoDay(one, month, day);
    if (day >= 1 && day <= daysIn(one, month) && iso >= first && iso <= last) held.push(iso);
  }
  if (held.length === 1) return { iso: held[0] };
  const [short, name] = [`${day} ${MONTH_NAMES[month - 1].slice(0, 3)}`, first.slice(0, 4)];
  if (day < 1 || day > daysIn(2024, month)) return existingDay(text, '2024', month, day);
  const why = held.length ? `the record holds it in ${held.map((iso) => iso.slice(0, 4)).join(' and ')}` : 'the record does not hold it';
  return { error: `${text} has no year, and ${why}: type one, such as ${short} ${held.length ? held[0].slice(0, 4) : name}.` };
}

/* Day and month as numbers: which is which cannot be seen, or only by guessing. */
function describeBadNumbers(text, one, other, year) {
  const whole = year.length === 2 ? `20${year}` : year;
  const reads = [[one, other], [other, one]].filter(([day, month]) => month >= 1 && month <= 12 && day >= 1 && day <= daysIn(Number(whole), month));
  if (reads.length === 0) return `${text} is not a day: ${HOW_TO_TYPE}`;
  const words = reads.map(([day, month]) => `${day} ${MONTH_NAMES[month - 1].slice(0, 3)} ${whole}`);
  if (reads.length === 1 || one === other) return `${text}: type the month as a word, such as ${words[0]}.`;
  return `${text} can be ${words[0]} or ${words[1]}: type it like that.`;
}
