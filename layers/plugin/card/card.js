/* The card beside the map: one record, or a list of records, and the way from one to the next. */

import { byKeyboard } from '../controls/last_input.js';
import { element, keepClicks } from '../draw/dom.js';
import { dotCanvas } from '../draw/symbols.js';
import { RecordCard, arabicName, positionList } from './record_card.js';
import { NOT_PLACED, RecordWords } from './record_words.js';
/** @import { Records } from '../data/records.js' */

const MOST_LISTED = 500;

export class Card {
  /**
   * select(record) marks a record on the map, -1 none; listAll() gives the records of the period;
   * absence(record) says why a record is not drawn; showDay(record) moves the window to it;
   * reveal() brings the marked record into view; ask(record) asks for text that has not come;
   * nothing() words an empty list.
   * @param {Records} records
   */
  constructor(records, table, { select, listAll, absence, showDay, reveal, ask, nothing }) {
    this.records = records;
    this.table = table;
    this.select = select;
    this.listAll = listAll;
    this.absence = absence;
    this.showDay = showDay;
    this.reveal = reveal;
    this.ask = ask;
    this.nothing = nothing;
    this.words = new RecordWords(records);
    this.record = new RecordCard(records, this.words, { open: (record) => this.showRecord(record) });
    this.showing = null;
    this.list = null;
    this.opener = null;
    this.build();
  }

  build() {
    const button = (text, label, onclick, className) =>
      element('button', { type: 'button', text, 'aria-label': label, title: label, className, onclick });
    this.title = element('h2', { className: 'bw-card-title', id: 'bw-card-title', tabindex: '-1' });
    this.back = button('☰ List', 'Back to the list', () => this.showListAgain(), 'bw-card-back');
    this.previous = button('‹', 'Previous record listed', () => this.step(-1));
    this.next = button('›', 'Next record listed', () => this.step(1));
    this.number = element('span', { className: 'bw-small' });
    this.steps = element('div', { className: 'bw-card-steps', role: 'group', 'aria-label': 'Records listed' }, [this.back, this.previous, this.number, this.next]);
    this.notice = element('div', { className: 'bw-notice', role: 'status', hidden: true });
    this.body = element('div', { className: 'bw-card-body' });
    this.root = element('aside', { className: 'bw-card', 'aria-labelledby': 'bw-card-title', hidden: true }, [
      element('header', {}, [
        this.steps,
        button('×', 'Close', () => this.close(), 'bw-close'),
        this.title,
      ]),
      this.notice, this.body,
    ]);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
    keepClicks(this.root);
    L.DomEvent.disableScrollPropagation(this.root);
  }

  /* Close, mark nothing, and give the focus back to where it was. */
  close() {
    const inside = this.root.contains(document.activeElement);
    this.root.hidden = true;
    this.showing = null;
    this.list = null;
    if (inside && this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
    this.opener = null;
    this.select(-1);
  }

  open(title, parts) {
    const { activeElement } = document;
    const replaced = this.body.contains(activeElement);
    if (this.root.hidden) this.opener = activeElement;
    this.title.textContent = title;
    this.body.replaceChildren(...parts.filter(Boolean));
    const opened = this.root.hidden;
    this.root.hidden = false;
    this.root.scrollTop = 0;
    this.refresh();
    if (replaced || (opened && byKeyboard())) this.title.focus({ preventScroll: true });
  }

  /* Show a record; a list that it stands in stays, so that its neighbours are a step away. */
  showRecord(record) {
    this.fill(record);
    this.reveal();
  }

  fill(record) {
    if (this.list && !this.list.find().includes(record)) this.list = null;
    this.showing = record;
    this.select(record);
    this.open(this.words.title(record), this.record.parts(record));
    if (!this.records.hasText(record)) this.ask(record);
  }

  /* Text has come: the open record shows it. */
  textsCame() {
    if (!this.root.hidden && this.showing !== null) this.fill(this.showing);
  }

  /* Other records in the place of these: what is open stays open where it is still there; record
     is the new number of the one that was marked, -1 where it is gone or none was. */
  recordsChanged(record) {
    this.words.recordsChanged();
    if (this.root.hidden) return;
    if (record >= 0) this.fill(record);
    else if (this.showing === null && this.list && this.list.still()) this.showListAgain();
    else this.close();
  }

  /* Show something that is no attack: it stands in no list, and no attack is marked. */
  showOther(title, parts) {
    this.showing = null;
    this.list = null;
    this.select(-1);
    this.open(title, parts);
  }

  /* Show a list of records, each a button that opens its card. lead() gives what stands above it,
     find() the records, by day; both are asked again when the window has moved. still() tells
     whether there is such a list after other records have come; site is the id of the site that
     it is of. */
  showList(title, lead, find, still = () => true, site = null) {
    this.list = { title, lead, find, still, site };
    this.showListAgain();
  }

  showListAgain() {
    const { title, lead, find } = this.list;
    const listed = find();
    this.showing = null;
    this.shown = listed.join();
    this.select(-1);
    this.open(title, [
      ...lead(listed),
      listed.length
        ? element('ul', { className: 'bw-list' }, listed.slice(0, MOST_LISTED).map((record) => this.listItem(record)))
        : element('p', { text: this.nothing() }),
      listed.length > MOST_LISTED ? quietLine(`The first ${MOST_LISTED} of ${listed.length.toLocaleString('en')}: a shorter period or a filter lists the others.`) : null,
    ]);
  }

  listItem(record) {
    return element('li', {}, [
      element('button', { type: 'button', onclick: () => this.showRecord(record) }, [
        dotCanvas(this.records.dots[this.records.dot[record]], this.table),
        element('span', { text: this.words.brief(record) }),
        element('span', { className: 'bw-small', text: this.words.text('place_as_reported', record), dir: 'auto' }),
      ]),
    ]);
  }

  /* number() gives the site's number: other records may have come since the list was opened. */
  showSite(number, find) {
    const lead = (listed) => {
      const site = this.records.sites[number()];
      return [
        site.name_ar ? arabicName(site.name_ar) : null,
        quietLine([site.country, site.kind.replaceAll('_', ' ')].filter(Boolean).join(' · ')),
        site.position ? positionList(site.position) : null,
        quietLine(site.position ? `${site.position.caption}.` : `${NOT_PLACED}.`),
        quietLine(`${listed.length} ${listed.length === 1 ? 'record' : 'records'} in this period, ${site.total} in the whole record`),
      ];
    };
    const { name, id } = this.records.sites[number()];
    this.showList(name, lead, find, () => number() !== undefined, id);
  }

  /* The site whose list is open, by its id; null where none is. */
  get site() {
    return this.list && this.showing === null ? this.list.site : null;
  }

  /* Records that a step goes through: those of the list, or else all of the period; by day. */
  get listed() {
    return this.list ? this.list.find() : this.listAll();
  }

  step(direction) {
    const { listed, showing } = this;
    const to = direction < 0 ? listed.findLast((record) => record < showing) : listed.find((record) => record > showing);
    if (to !== undefined) this.showRecord(to);
  }

  /* Follow the window and the filters: where the record stands among those listed, and whether it
     is drawn; a list is made anew if it is another. */
  refresh() {
    if (this.root.hidden) return;
    const record = this.showing;
    this.steps.hidden = record === null;
    if (record === null) {
      this.notice.hidden = true;
      if (this.list && this.list.find().join() !== this.shown) this.showListAgain();
      return;
    }
    const { listed } = this;
    const place = listed.indexOf(record);
    this.back.hidden = this.list === null;
    this.number.textContent = place < 0 ? `${listed.length} listed` : `${place + 1} of ${listed.length}`;
    this.previous.setAttribute('aria-disabled', String(!listed.some((other) => other < record)));
    this.next.setAttribute('aria-disabled', String(!listed.some((other) => other > record)));
    this.showNotice(this.absence(record));
  }

  /* Say why the record is not drawn, and offer the way to it. */
  showNotice({ text, outside }) {
    this.notice.hidden = text === '';
    if (this.notice.dataset.text === text) return;
    this.notice.dataset.text = text;
    if (this.notice.contains(document.activeElement)) this.title.focus({ preventScroll: true });
    this.notice.replaceChildren(...[
      element('span', { text }),
      outside ? element('button', { type: 'button', className: 'bw-copy', text: 'Show its day', onclick: () => this.showDay(this.showing) }) : null,
    ].filter(Boolean));
  }
}

export function quietLine(text) {
  return text ? element('p', { className: 'bw-small', text, dir: 'auto' }) : null;
}
