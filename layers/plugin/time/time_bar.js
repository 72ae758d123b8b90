/* The time bar: wires the window to play, steps, periods, typed days and the slider. */

import { element, setPressed } from '../draw/dom.js';
import { dayWords, dtgOfWindow, periodWords } from './calendar.js';
import { PeriodMenu } from './period_menu.js';
import { RecordStepper } from './record_stepper.js';
import { TimePlay } from './time_play.js';
import { TimeTrack } from './time_track.js';
import { TimeWindow } from './time_window.js';
import { readTypedDay } from './typed_day.js';
/** @import { Records } from '../data/records.js' */

export class TimeBar {
  /**
   * change() is called at each move, settle() when a move has ended; marked() and open(record) are the
   * open record, see RecordStepper.
   * @param {Records} records
   */
  constructor(records, { change, settle, marked, open }) {
    this.records = records;
    this.change = change;
    this.settle = settle;
    this.playbackDate = null;
    this.time = new TimeWindow(records, () => {
      this.show();
      this.change();
    });
    this.status = element('div', { className: 'bw-offscreen', role: 'status' });
    this.play = new TimePlay(this.time, {
      unit: () => this.unit.value, settle, show: (playing) => this.showPlaying(playing),
    });
    this.track = new TimeTrack(records, this.time, { grab: () => this.play.pause(), settle });
    this.periods = new PeriodMenu(records, this.time, settle);
    this.stepper = new RecordStepper(records, this.time, { marked, open, settle, say: (text) => this.say(text) });
    this.build();
  }

  get from() {
    return this.time.from;
  }

  get to() {
    return this.time.to;
  }

  get mode() {
    return this.time.mode;
  }

  get shownDays() {
    return this.time.shownDays;
  }

  /* In the middle of a move: not yet the time to tell anybody. */
  get busy() {
    return this.track.dragging || this.play.playing;
  }

  build() {
    const button = (text, label, title, action, more = {}) =>
      element('button', { type: 'button', text, 'aria-label': label, title, onclick: action, ...more });
    this.unit = element('select', { 'aria-label': 'Step', title: 'Step' },
      ['day', 'week', 'month'].map((unit) => element('option', { value: unit, text: unit })));
    const steps = element('div', { className: 'bw-group bw-steps' }, [
      button('‹', 'Step back', 'Step back (←)', () => this.step(-1)), this.unit,
      button('›', 'Step forward', 'Step forward (→)', () => this.step(1)),
    ]);
    this.modes = [['window', 'Show the window'], ['cumulative', 'Show everything up to the end of the window']].map(([mode, name]) =>
      button(mode, name, name, () => this.setMode(mode), { 'data-mode': mode }));
    this.period = element('div', { className: 'bw-period' });
    this.tally = element('span', { className: 'bw-tally' });
    this.tallyLine = element('div', { className: 'bw-tally-line' }, [this.tally]);
    this.fields = ['from', 'to'].map((end) => this.makeField(end));
    this.note = element('p', { className: 'bw-day-note', id: 'bw-day-note', hidden: true });
    this.root = element('section', { className: 'bw-bar', 'aria-label': 'Time' }, [
      element('div', { className: 'bw-playing' }, [this.play.root, steps, this.track.strikes.key]),
      element('div', { className: 'bw-row' }, [
        element('div', { className: 'bw-reading' }, [this.period, this.tallyLine]),
        this.stepper.root,
        element('div', { className: 'bw-group bw-joined bw-modes', role: 'group', 'aria-label': 'Mode' }, this.modes),
        this.periods.root,
        element('div', { className: 'bw-group bw-dates', role: 'group', 'aria-label': 'Days typed' }, [
          this.fields[0], element('span', { text: '–', 'aria-hidden': 'true' }), this.fields[1], this.note]),
      ]),
      this.track.root, this.status,
    ]);
  }

  makeField(end) {
    const field = element('input', {
      type: 'text', maxlength: '20', placeholder: 'YYYY-MM-DD', spellcheck: 'false', autocomplete: 'off', 'aria-describedby': 'bw-day-note',
      'aria-label': `${end === 'from' ? 'First' : 'Last'} day, as YYYY-MM-DD`, title: 'YYYY-MM-DD, or 17 OCT 23',
    });
    field.addEventListener('change', () => this.readField(end, field));
    return field;
  }

  /* The window as days of the slider; what is beyond is cut. */
  set(from, to, mode) {
    this.time.set(from, to, mode);
  }

  /* The same, beyond the slider too. */
  put(from, to, mode) {
    this.time.put(from, to, mode);
  }

  moveTo(from) {
    this.time.moveTo(from);
  }

  setMode(mode) {
    this.time.put(this.from, this.to, mode);
    this.settle();
  }

  step(direction) {
    this.time.step(this.unit.value, direction);
    this.settle();
  }

  readField(end, field) {
    const { records, time } = this;
    const slider = [0, time.last].map((edge) => records.isoOf(edge));
    const { iso, error } = readTypedDay(field.value, ...slider);
    if (error) {
      field.setAttribute('aria-invalid', 'true');
      this.tellAtFields(error, true);
      return;
    }
    const day = records.dayOf(iso);
    if (end === 'from') time.set(day, Math.max(day, this.to));
    else time.set(Math.min(day, this.from), day);
    if (day < 0 || day > time.last) {
      const edge = day < 0 ? `begins on ${dayWords(slider[0])}` : `ends on ${dayWords(slider[1])}`;
      const shown = periodWords(...this.shownDays.map((shownDay) => records.isoOf(shownDay)));
      this.tellAtFields(`The record ${edge}; showing ${shown}.`);
    }
    this.settle();
  }

  /* Say something of a typed day where it was typed, to the eye and to a screen reader; blank takes it away. */
  tellAtFields(text, bad = false) {
    this.note.hidden = text === '';
    this.note.textContent = text;
    this.note.classList.toggle('bw-bad', bad);
    if (text) this.say(text);
  }

  /* Keys of the page at large; true where the key was ours. */
  onKey(event) {
    const { tagName } = event.target;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(tagName) || event.ctrlKey || event.metaKey || event.altKey) return false;
    const anywhere = {
      ',': () => this.stepper.step(-1), '.': () => this.stepper.step(1),
      '<': () => this.play.changeSpeed(-1), '>': () => this.play.changeSpeed(1),
      l: () => this.play.setLoop(!this.play.loop),
    };
    const unshifted = {
      ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1),
      Home: () => this.jump(0), End: () => this.jump(this.time.last),
    };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === ' ' && !/^(BUTTON|A|SUMMARY)$/.test(tagName)) this.play.toggle();
    else if (key in anywhere) anywhere[key]();
    else if (key in unshifted && !event.shiftKey) unshifted[key]();
    else return false;
    event.preventDefault();
    return true;
  }

  jump(day) {
    this.time.moveTo(day);
    this.settle();
  }

  /* Runs in each frame of a drag or a play: it writes, and reads nothing that must be laid out. */
  show() {
    const { records, from, to, mode } = this;
    const [shownFrom] = this.shownDays;
    this.period.textContent = dtgOfWindow(records.isoOf(shownFrom), records.isoOf(to));
    this.track.show(shownFrom);
    [from, to].forEach((day, end) => {
      const field = this.fields[end];
      const iso = records.isoOf(day);
      if (field.value !== iso) field.value = iso;
      field.removeAttribute('aria-invalid');
    });
    if (!this.note.hidden) this.tellAtFields('');
    for (const button of this.modes) setPressed(button, button.dataset.mode === mode);
    this.periods.show();
    this.stepper.show();
    if (this.play.playing) this.playbackDate?.show(records, this.time);
  }

  /* Over the map, the time of a play. */
  showPlayIn(playbackDate) {
    this.playbackDate = playbackDate;
  }

  showPlaying(playing) {
    if (!this.playbackDate) return;
    this.playbackDate.show(this.records, this.time);
    if (playing) this.playbackDate.start();
    else this.playbackDate.stop();
  }

  showTally(text) {
    this.tally.textContent = text;
  }

  recordsChanged() {
    this.track.recordsChanged();
    this.periods.recordsChanged();
  }

  /* The records under the mask have changed: counted attacks a day. */
  showDays(counts) {
    this.track.drawBars(counts);
    this.stepper.refresh();
  }

  /* Tell a screen reader, once, what a move has come to. */
  announce() {
    const [from, to] = this.shownDays.map((day) => this.records.isoOf(day));
    const note = this.note.hidden ? '' : `${this.note.textContent} `;
    this.say(`${note}${periodWords(from, to)}: ${this.tally.textContent}`);
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}
