/* What a record says, in words: for the card, for the tip, and as text to copy. */

import { FLAG } from '../data/flags.js';
import { dtgOf } from '../time/calendar.js';
/** @import { Records } from '../data/records.js' */

export class RecordWords {
  /** @param {Records} records */
  constructor(records) {
    this.records = records;
    this.recordsChanged();
  }

  recordsChanged() {
    const { records } = this;
    const { twin, twin_of: twinOf } = records.arrays;
    this.original = new Map();
    this.twins = new Map();
    twin.forEach((record, k) => {
      this.original.set(record, twinOf[k]);
      this.twins.set(twinOf[k], [...(this.twins.get(twinOf[k]) || []), record]);
    });
  }

  text(column, record) {
    return this.records.text(column, record);
  }

  site(record) {
    return this.records.sites[this.records.site[record]];
  }

  siteName(record) {
    const site = this.site(record);
    return site ? site.name : 'Site not named';
  }

  dateText(record) {
    const { records } = this;
    const day = dtgOf(records.isoOf(records.day(record)));
    if (this.text('date_precision', record) !== 'approximate') return day;
    const [earliest, latest] = ['date_earliest', 'date_latest'].map((name) => this.text(name, record));
    return `about ${day}${earliest && latest ? ` (between ${dtgOf(earliest)} and ${dtgOf(latest)})` : ''}`;
  }

  title(record) {
    return `${this.siteName(record)} · ${this.dateText(record)}`;
  }

  /* One line for the tip and for lists. */
  brief(record) {
    const { confirmation } = this.records.words;
    return `${this.dateText(record)} · ${this.records.weaponText(record)} · ${confirmation[this.text('confirmation', record)]}${this.records.is(record, FLAG.counted) ? '' : ' · excluded from counts'}${this.added(record) ? ` · ${this.added(record)}` : ''}`;
  }

  /* The position as Python wrote it, the record's own or its site's; null where there is none. */
  position(record) {
    const site = this.site(record);
    return this.records.ownPosition(record) || (site ? site.position : null);
  }

  weapon(record) {
    const munitions = this.text('munitions', record);
    return `${this.records.weaponText(record)}${munitions ? `, ${munitions}` : ''}`;
  }

  attribution(record) {
    const [to, by] = ['attributed_to', 'attributed_by'].map((name) => this.text(name, record));
    return to && by ? `${to} (by ${by})` : to;
  }

  /* Who added it to this session, in words; blank for a record of the data folder. */
  added(record) {
    return this.records.words.added_by[this.text('added_by', record)] || '';
  }

  /* What stands against counting it, or against believing it: whole sentences. */
  warnings(record) {
    const held = this.text('held_out_because', record);
    const added = this.added(record);
    return [
      added && `${added[0].toUpperCase()}${added.slice(1)}: not in the data folder.`,
      held && `Excluded from counts: ${held}.`,
      this.text('confirmation', record) === 'claim_only' && 'A claim: no official, monitor or reporter confirmed it.',
    ].filter(Boolean);
  }

  /* Both letters of the grade with what they mean; they say different things. */
  grade(record) {
    const { reliability, credibility } = this.records.words;
    const [letter, digit] = ['reliability', 'credibility'].map((name) => this.text(name, record));
    return {
      code: `${letter}${digit}`,
      source: `${letter}: ${reliability[letter]}`,
      item: `${digit}: ${credibility[digit]}`,
    };
  }

  /* Records that may be the same event: the one that counts, and those marked as its duplicates. */
  duplicates(record) {
    const of = this.text('possible_duplicate_of', record);
    return { of, other: this.original.get(record) ?? -1, twins: this.twins.get(record) || [] };
  }

  /* The sources, best first, each with the day that it gives where it gives one. */
  sources(record) {
    const days = new Map(this.text('source_dates', record).split(';')
      .map((pair) => pair.split('=').map((part) => part.trim())));
    const ids = this.text('source_ids', record).split(';').map((id) => id.trim()).filter(Boolean);
    return ids.map((id) => ({ id, day: days.get(id) || '', ...this.records.sources[id] }));
  }

  /* Who published a source, when, of what kind it is, and how reliable that kind. */
  describeSource({ publisher, published, kind, reliability, day }) {
    const { words } = this.records;
    return [
      [publisher, published].filter(Boolean).join(', '), day && `dates it ${dtgOf(day)}`, words.source_kind[kind],
      reliability && `reliability ${reliability}: ${words.reliability[reliability]}`,
    ].filter(Boolean).join(' · ');
  }

  /* The whole record as one paragraph of plain text, with grade and sources. */
  paragraph(record) {
    const { words } = this.records;
    const grade = this.grade(record);
    const position = this.position(record);
    const { of, twins } = this.duplicates(record);
    const killed = this.text('us_killed', record) || 'not stated';
    const wounded = this.text('us_wounded', record) || 'not stated';
    const sources = this.sources(record).map((source, k) =>
      `[${k + 1}] ${[source.title || source.id, this.describeSource(source), source.url || 'address not known'].join(', ')}`);
    return [
      `${this.title(record)}.`,
      ...this.warnings(record),
      this.text('summary', record),
      this.text('place_as_reported', record) && `Place as reported: ${this.text('place_as_reported', record)}.`,
      `Weapon: ${this.weapon(record)}. Outcome: ${words.outcome[this.text('outcome', record)]}. US killed: ${killed}; US wounded: ${wounded}.`,
      `Claimed by: ${this.text('claimed_by', record) || NO_CLAIM}.`,
      this.attribution(record) && `Attributed to: ${this.attribution(record)}.`,
      `Confirmed by: ${words.confirmation[this.text('confirmation', record)]}.`,
      position
        ? `Position: ${position.degrees}; ${position.dms}; MGRS ${position.mgrs} (${position.caption}).`
        : `Position: ${NOT_PLACED}.`,
      `Grade ${grade.code}, ${this.records.gradesAre}: source ${grade.source}; item ${grade.item}.`,
      of && `Possible duplicate of ${of}.`,
      twins.length > 0 && `Marked as its possible duplicates: ${twins.map((twin) => this.text('attack_id', twin)).join(', ')}.`,
      this.text('note', record) && `Note: ${this.text('note', record)}`,
      `Sources: ${sources.join('; ')}.`,
      `Record ${this.text('attack_id', record)}.`,
    ].filter(Boolean).join(' ').replace(/\s+/g, ' ');
  }
}

export const NO_CLAIM = 'no claim reported';
export const NOT_PLACED = 'not placed: no source gives coordinates';
