/* What stands on the card of one record: facts, position, grade, duplicates, sources. */

import { element, safeAddress } from '../draw/dom.js';
import { copyButton } from './copy_button.js';
import { NOT_PLACED, NO_CLAIM } from './record_words.js';
/** @import { RecordWords } from './record_words.js' */
/** @import { Records } from '../data/records.js' */

export class RecordCard {
  /**
   * open(record) shows the card of another record.
   * @param {Records} records
   * @param {RecordWords} words
   */
  constructor(records, words, { open }) {
    this.records = records;
    this.words = words;
    this.open = open;
  }

  parts(record) {
    if (!this.records.hasText(record)) return [element('p', { className: 'bw-small', role: 'status', text: 'Reading the record …' })];
    const { words } = this;
    const site = words.site(record);
    return [
      site && site.name_ar ? arabicName(site.name_ar) : null,
      ...words.warnings(record).map((text) => element('p', { className: 'bw-warning', text })),
      element('p', { className: 'bw-summary', text: words.text('summary', record), dir: 'auto' }),
      this.facts(record),
      this.note(record),
      this.duplicates(record),
      this.position(record),
      this.grade(record),
      this.sources(record),
      element('footer', { className: 'bw-card-foot' }, [
        copyButton(() => words.paragraph(record), 'Copy this record as text, with grade and sources', { caption: 'Copy record' }),
        element('span', { className: 'bw-small', text: words.text('attack_id', record) }),
      ]),
    ];
  }

  facts(record) {
    const { words } = this;
    const text = (column) => words.text(column, record);
    const { outcome, confirmation } = this.records.words;
    return element('dl', {}, [
      factLine('Place as reported', text('place_as_reported')),
      factLine('Weapon', words.weapon(record)),
      factLine('Outcome', outcome[text('outcome')]),
      factLine('US killed', text('us_killed') || 'not stated'),
      factLine('US wounded', text('us_wounded') || 'not stated'),
      factLine('Claimed by', text('claimed_by') || NO_CLAIM),
      factLine('Attributed to', words.attribution(record)),
      factLine('Confirmed by', confirmation[text('confirmation')]),
    ]);
  }

  note(record) {
    const note = this.words.text('note', record);
    return note ? element('section', {}, [element('h3', { text: 'Note' }), element('p', { text: note, dir: 'auto' })]) : null;
  }

  position(record) {
    const position = this.words.position(record);
    const site = this.words.site(record);
    const own = this.records.hasPlace(record);
    return element('section', {}, [
      element('h3', { text: 'Position' }),
      position ? positionList(position) : element('p', { text: `${NOT_PLACED}.` }),
      position ? element('p', { className: 'bw-small', text: `${own ? 'The record’s own place' : 'The site’s point'}, ${position.caption}.` }) : null,
      position && !own && site.source ? element('p', { className: 'bw-small', text: `Point from: ${site.source}`, dir: 'auto' }) : null,
    ]);
  }

  grade(record) {
    const { code, source, item } = this.words.grade(record);
    return element('section', {}, [
      element('h3', { text: `Grade ${code}` }),
      element('dl', {}, [
        factLine('Best source', source),
        factLine('The item itself', item),
      ]),
      element('p', { className: 'bw-small', text: `${this.records.gradesAre[0].toUpperCase()}${this.records.gradesAre.slice(1)}. “Cannot be judged” is not the worst grade.` }),
    ]);
  }

  /* The other records that may be the same event, whichever of the two is marked. */
  duplicates(record) {
    const { of, other, twins } = this.words.duplicates(record);
    if (!of && twins.length === 0) return null;
    return element('section', {}, [
      element('h3', { text: 'Possible duplicates' }),
      of ? element('p', { text: 'This record is marked as a possible duplicate of one that counts:' }) : null,
      of ? element('ul', { className: 'bw-list' }, [other < 0 ? element('li', { text: of }) : this.link(other)]) : null,
      twins.length ? element('p', { text: 'Possible duplicates of this record, excluded from counts:' }) : null,
      twins.length ? element('ul', { className: 'bw-list' }, twins.map((twin) => this.link(twin))) : null,
    ]);
  }

  link(record) {
    return element('li', {}, [
      element('button', { type: 'button', className: 'bw-link', onclick: () => this.open(record) }, [
        element('span', { text: `${this.words.siteName(record)} · ${this.words.brief(record)}` }),
        element('span', { className: 'bw-small', text: this.words.text('attack_id', record) }),
      ]),
    ]);
  }

  sources(record) {
    const sources = this.words.sources(record);
    return element('section', {}, [
      element('h3', { text: `Sources (${sources.length})` }),
      element('ol', { className: 'bw-sources' }, sources.map((source) => this.source(source))),
    ]);
  }

  source(source) {
    if (source.title === undefined) return element('li', { text: source.id });
    const address = safeAddress(source.url);
    const said = { text: source.title, dir: 'auto', lang: source.language || null };
    return element('li', {}, [
      address
        ? element('a', { ...said, href: address, target: '_blank', rel: 'noopener noreferrer', title: `Opens in a new tab, outside this machine: ${source.url}` })
        : element('span', said),
      element('span', { className: 'bw-small', text: ` ${this.words.describeSource(source)}` }),
      source.url
        ? element('span', { className: 'bw-address' }, [
          element('span', { text: source.url }), copyButton(source.url, `Copy the address of ${source.title}`, { isAddress: true })])
        : element('span', { className: 'bw-small', text: ' · address not known' }),
    ]);
  }
}

/* A name in Arabic, from right to left in an English page. */
export function arabicName(text) {
  return element('p', { className: 'bw-arabic', text, dir: 'rtl', lang: 'ar' });
}

/* A name and a value; nothing where there is no value. */
export function factLine(name, value, more = []) {
  if (!value) return null;
  return element('div', { className: 'bw-line' }, [
    element('dt', { text: name }),
    element('dd', { dir: 'auto' }, [element('span', { text: value }), ...more]),
  ]);
}

/* A position in its three forms, each with a button that copies it. */
export function positionList(position) {
  const forms = [['Degrees', position.degrees], ['DMS', position.dms], ['MGRS', position.mgrs]];
  return element('dl', { className: 'bw-position' }, forms.map(([name, text]) =>
    factLine(name, text, [copyButton(text, `Copy the position: ${name}`)])));
}
