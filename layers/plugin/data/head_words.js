/* The head in words, from the table that the server's page has too, see layers/head_words.py. */

import { writeCount } from '../draw/dom.js';
import { dayWords } from '../time/calendar.js';

function fillWords(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? writeCount(value) : value;
  });
}

/* The head of what `tellPeriod` tells: `line` under the title, `tally`, and `tiles`, each a name, a value and
   what it is out of. */
export function writeHead(told, words) {
  return { line: lineWords(told, words), tally: tallyWords(told, words), tiles: tileWords(told, words) };
}

function lineWords(told, words) {
  const { figures, added, share } = told;
  const parts = [daysInWords(told.from, told.to)];
  if (share === 'none') parts.push(words.not_covered, coversWords(told, words));
  else parts.push(fillWords(isFiltered(told) ? words.shown_filtered : words.shown, figures));
  if (added) parts.push(fillWords(words.added, { added }));
  parts.push(words.incomplete);
  if (share === 'part') parts.push(...missingWords(told, words));
  if (share === 'not stated') parts.push(words.not_stated);
  return parts.join(' · ');
}

/* What an empty list of records means. */
export function nothingWords(told, words) {
  return told.share === 'none' ? fillWords(words.nothing_covered, { covers: coversWords(told, words) }) : words.nothing;
}

function coversWords({ covers }, words) {
  return fillWords(words.covers, { covers: daysInWords(...covers) });
}

/* Which part of a period is not covered. */
function missingWords({ from, to, covers }, words) {
  return [
    from < covers[0] ? fillWords(words.not_before, { day: dayWords(covers[0]) }) : '',
    to > covers[1] ? fillWords(words.not_after, { day: dayWords(covers[1]) }) : '',
  ].filter(Boolean);
}

/* Whether filters leave counted records out: the N of "n of N" is then what they let through. */
function isFiltered({ figures, counted }) {
  return figures.inFilters < counted;
}

function tallyWords(told, words) {
  if (told.share === 'none') return words.not_covered;
  return fillWords(words.tally, told.figures);
}

function tileWords(told, words) {
  const { figures, share, sites } = told;
  const values = { ...figures, sites, ...changeWords(told, words) };
  // A sum over no record that states one is not a zero.
  values.killedSum = figures.killedStated ? figures.killed : words.none;
  values.woundedSum = figures.woundedStated ? figures.wounded : words.none;
  if (figures.wounded) values.woundedSum = fillWords(words.at_least, figures);
  values.share = figures.outcomeKnown ? fillWords(words.share, { percent: percentOf(figures.intercepted, figures.outcomeKnown) }) : words.none;
  return words.tiles.map(([name, value, of]) => {
    const title = fillWords(name, values);
    return share === 'none' ? [title, words.none, words.not_covered] : [title, fillWords(value, values), fillWords(of, values)];
  });
}

function changeWords({ figures, mode, days, share }, words) {
  if (figures.change === null) {
    const why = mode === 'cumulative' && share !== 'none' ? words.not_cumulative : words.not_comparable;
    return { against: words.against_none, difference: words.none, compared: why };
  }
  const { change, selected } = figures;
  return {
    against: days > 1 ? fillWords(words.against_days, { days }) : words.against_day,
    difference: `${words.signs[Math.sign(change) + 1]}${writeCount(Math.abs(change))}`,
    compared: fillWords(words.compared, { selected, before: selected - change }),
  };
}

/* 17 October – 30 November 2023; a day alone once. */
function daysInWords(from, to) {
  if (from === to) return dayWords(from);
  const first = dayWords(from);
  return `${from.slice(0, 4) === to.slice(0, 4) ? first.slice(0, -5) : first} – ${dayWords(to)}`;
}

/* In whole per cent, a half upwards, as ui/layout/header.py rounds. */
function percentOf(part, whole) {
  return Math.floor((200 * part + whole) / (2 * whole));
}
