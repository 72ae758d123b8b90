/* The time bar: two handles, the band between them, play, steps, typed dates, histogram. */

const STEP_MS = { day: 110, week: 420, month: 900 };

class TimeBar {
  /* change({from, to, mode}) is called at each move; settle() when a move has ended. */
  constructor(records, { change, settle }) {
    this.records = records;
    this.change = change;
    this.settle = settle;
    this.from = 0;
    this.to = Math.max(0, records.span - 1);
    this.mode = 'window';
    this.step = 'day';
    this.timer = null;
    this.dragging = false;
    this.build();
  }

  get last() {
    return Math.max(0, this.records.span - 1);
  }

  recordsChanged() {
    for (const handle of this.handles) handle.setAttribute('aria-valuemax', String(this.last));
    this.drawAxis();
  }

  get busy() {
    return this.dragging || this.timer !== null;
  }

  build() {
    const button = (text, label, action, more = {}) =>
      element('button', { type: 'button', text, 'aria-label': label, title: label, onclick: action, ...more });
    this.playButton = button('▶', 'Play', () => this.toggle(), { className: 'bw-play' });
    this.stepChoice = element('select', { 'aria-label': 'Step', title: 'Step' },
      ['day', 'week', 'month'].map((step) => element('option', { value: step, text: step })));
    this.stepChoice.addEventListener('change', () => { this.step = this.stepChoice.value; });
    this.period = element('output', { className: 'bw-period', 'aria-label': 'Period shown' });
    this.tally = element('span', { className: 'bw-tally' });
    this.tallyLine = element('div', { className: 'bw-tally-line' }, [this.tally]);
    this.modes = ['window', 'cumulative'].map((mode) =>
      button(mode, `${mode === 'window' ? 'Show the window' : 'Show everything up to the end of the window'}`,
        () => this.set(this.from, this.to, mode, true), { 'data-mode': mode }));
    this.spans = [[7, '7 d'], [30, '30 d'], [0, 'all']].map(([days, text]) =>
      button(text, days ? `Window of ${days} days` : 'The whole record', () => this.setSpan(days), { 'data-days': days }));
    this.fields = ['from', 'to'].map((end) => {
      const field = element('input', {
        type: 'text', inputmode: 'numeric', maxlength: '10', placeholder: 'YYYY-MM-DD', spellcheck: 'false', autocomplete: 'off',
        'aria-label': `${end === 'from' ? 'First' : 'Last'} day, as YYYY-MM-DD`, title: 'YYYY-MM-DD, or 17 OCT 23',
      });
      field.addEventListener('change', () => this.readField(end, field));
      return field;
    });
    this.buildTrack();
    this.root = element('section', { className: 'bw-bar', 'aria-label': 'Time' }, [
      element('div', { className: 'bw-row' }, [
        element('div', { className: 'bw-group' }, [
          this.playButton,
          button('‹', 'Step back', () => this.shift(-1, true)),
          this.stepChoice,
          button('›', 'Step forward', () => this.shift(1, true)),
        ]),
        element('div', { className: 'bw-reading' }, [this.period, this.tallyLine]),
        element('div', { className: 'bw-group bw-joined', role: 'group', 'aria-label': 'Mode' }, this.modes),
        element('div', { className: 'bw-group bw-joined bw-spans', role: 'group', 'aria-label': 'Length of the window' }, this.spans),
        element('div', { className: 'bw-group bw-dates' }, [this.fields[0], element('span', { text: '–', 'aria-hidden': 'true' }), this.fields[1]]),
      ]),
      this.track, this.axis,
    ]);
    new ResizeObserver(() => this.drawAxis()).observe(this.axis);
  }

  buildTrack() {
    const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
    this.bars = [svg('svg'), svg('svg')].map((chart, k) => {
      chart.setAttribute('class', k === 0 ? 'bw-bars' : 'bw-bars bw-bars-in');
      chart.setAttribute('preserveAspectRatio', 'none');
      chart.setAttribute('aria-hidden', 'true');
      chart.append(svg('path'));
      return chart;
    });
    this.band = element('div', { className: 'bw-band', title: 'Drag to move the window' });
    this.handles = ['First day', 'Last day'].map((label) =>
      element('div', { className: 'bw-handle', role: 'slider', tabindex: '0', 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': String(this.last) }));
    this.track = element('div', { className: 'bw-track' }, [...this.bars, element('div', { className: 'bw-rail' }), this.band, ...this.handles]);
    this.axis = element('div', { className: 'bw-axis', 'aria-hidden': 'true' });
    this.handles.forEach((handle, end) => {
      this.listenToDrag(handle, (day) => this.moveEnd(end, day));
      handle.addEventListener('keydown', (event) => this.onHandleKey(event, end));
    });
    let grip = 0;
    this.listenToDrag(this.band, (day, start) => {
      if (start) grip = day - this.from;
      this.moveTo(day - grip);
    });
    this.track.addEventListener('pointerdown', (event) => {
      if (event.target !== this.band && !this.handles.includes(event.target)) {
        this.moveTo(this.dayAt(event) - Math.floor((this.to - this.from) / 2));
        this.settle();
      }
    });
  }

  listenToDrag(target, move) {
    target.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      target.focus();
      target.setPointerCapture(event.pointerId);
      this.dragging = true;
      move(this.dayAt(event), true);
      const onMove = (moved) => move(this.dayAt(moved), false);
      const onEnd = () => {
        target.removeEventListener('pointermove', onMove);
        this.dragging = false;
        this.settle();
      };
      target.addEventListener('pointermove', onMove);
      target.addEventListener('lostpointercapture', onEnd, { once: true });
    });
  }

  dayAt(event) {
    const box = this.track.getBoundingClientRect();
    return Math.floor(((event.clientX - box.left) / box.width) * this.records.span);
  }

  /* The window, clamped to the record; both days counted. */
  set(from, to, mode = this.mode, settle = false) {
    this.from = Math.max(0, Math.min(from, this.last));
    this.to = Math.max(this.from, Math.min(to, this.last));
    this.mode = mode;
    this.show();
    this.change({ from: this.from, to: this.to, mode: this.mode });
    if (settle) this.settle();
  }

  /* The days that are shown: in cumulative mode from the record's first day. */
  get shownDays() {
    if (this.mode === 'cumulative') return [Math.min(this.records.recordFirst, this.to), this.to];
    return [this.from, this.to];
  }

  /* Move the window as a whole, its length kept. */
  moveTo(from) {
    const days = this.to - this.from;
    const first = Math.max(0, Math.min(from, this.last - days));
    this.set(first, first + days);
  }

  moveEnd(end, day) {
    if (end === 0) this.set(Math.min(day, this.to), this.to);
    else this.set(this.from, Math.max(day, this.from));
  }

  setSpan(days) {
    if (days === 0) this.set(0, this.last, this.mode, true);
    else {
      const to = Math.max(this.to, Math.min(days - 1, this.last));
      this.set(to - days + 1, to, this.mode, true);
    }
  }

  shift(direction, settle) {
    if (this.step === 'month') this.shiftMonths(direction);
    else this.moveTo(this.from + direction * (this.step === 'week' ? 7 : 1));
    if (settle) this.settle();
  }

  /* By calendar months; a window of whole months stays one of whole months. */
  shiftMonths(direction) {
    const { records } = this;
    const [fromIso, toIso] = [records.isoOf(this.from), records.isoOf(this.to)];
    const whole = fromIso.endsWith('-01') && records.isoOf(this.to + 1).endsWith('-01');
    const from = records.dayOf(shiftMonth(fromIso, direction, false));
    const to = records.dayOf(shiftMonth(toIso, direction, whole));
    if (from < 0 || to > this.last) this.moveTo(direction < 0 ? 0 : this.last);
    else this.set(from, to);
  }

  toggle() {
    if (this.timer === null) this.play();
    else this.pause();
  }

  play() {
    if (this.to >= this.last) {
      if (this.mode === 'cumulative') this.set(this.from, this.from);
      else this.moveTo(0);
    }
    const tick = () => {
      if (this.to >= this.last) {
        this.pause();
        return;
      }
      if (this.mode === 'cumulative') this.set(this.from, this.to + { day: 1, week: 7, month: 30 }[this.step]);
      else this.shift(1, false);
      this.timer = setTimeout(tick, STEP_MS[this.step]);
    };
    this.timer = setTimeout(tick, STEP_MS[this.step]);
    this.showPlaying();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = null;
    this.showPlaying();
    this.settle();
  }

  showPlaying() {
    const playing = this.timer !== null;
    this.playButton.textContent = playing ? '❚❚' : '▶';
    this.playButton.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    this.playButton.title = playing ? 'Pause' : 'Play';
  }

  readField(end, field) {
    const day = this.records.dayOf(isoOfText(field.value));
    field.setAttribute('aria-invalid', String(Number.isNaN(day)));
    if (Number.isNaN(day)) return;
    if (end === 'from') this.set(day, Math.max(day, this.to), this.mode, true);
    else this.set(Math.min(day, this.from), day, this.mode, true);
  }

  onHandleKey(event, end) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
    const day = end === 0 ? this.from : this.to;
    if (event.key in steps) this.moveEnd(end, day + steps[event.key]);
    else if (event.key === 'Home') this.moveEnd(end, end === 0 ? 0 : this.from);
    else if (event.key === 'End') this.moveEnd(end, end === 0 ? this.to : this.last);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.settle();
  }

  /* Keys of the page at large; true where the key was ours. */
  onKey(event) {
    const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === ' ' && event.target.tagName !== 'BUTTON' && event.target.tagName !== 'A' && event.target.tagName !== 'SUMMARY') this.toggle();
    else if (event.shiftKey) return false;
    else if (event.key === 'ArrowLeft') this.shift(-1, true);
    else if (event.key === 'ArrowRight') this.shift(1, true);
    else if (event.key === 'Home') { this.moveTo(0); this.settle(); }
    else if (event.key === 'End') { this.moveTo(this.last); this.settle(); }
    else return false;
    event.preventDefault();
    return true;
  }

  show() {
    const { records, from, to } = this;
    const share = (day) => `${(100 * day) / Math.max(1, records.span)}%`;
    const [shownFrom] = this.shownDays;
    const [fromIso, toIso] = [records.isoOf(from), records.isoOf(to)];
    this.period.textContent = dtgOfWindow(records.isoOf(shownFrom), toIso);
    this.band.style.left = share(from);
    this.band.style.width = share(to + 1 - from);
    this.bars[1].style.clipPath = `inset(0 ${100 - (100 * (to + 1)) / Math.max(1, records.span)}% 0 ${(100 * shownFrom) / Math.max(1, records.span)}%)`;
    [[from, fromIso, share(from)], [to, toIso, share(to + 1)]].forEach(([day, iso, left], end) => {
      const handle = this.handles[end];
      handle.style.left = left;
      handle.setAttribute('aria-valuenow', String(day));
      handle.setAttribute('aria-valuetext', dtgOf(iso));
      if (this.fields[end].value !== iso) this.fields[end].value = iso;
      this.fields[end].removeAttribute('aria-invalid');
    });
    for (const button of this.modes) button.setAttribute('aria-pressed', String(button.dataset.mode === this.mode));
    for (const button of this.spans) {
      const days = Number(button.dataset.days) || records.span;
      button.setAttribute('aria-pressed', String(days === to - from + 1));
    }
  }

  showTally(text) {
    this.tally.textContent = text;
  }

  /* The histogram, in units of one day by one record: the browser scales it. */
  drawBars(counts) {
    const most = counts.reduce((top, here) => Math.max(top, here), 1);
    let path = '';
    counts.forEach((count, day) => {
      if (count > 0) path += `M${day + 0.08} ${most}v${-count}h0.84v${count}z`;
    });
    for (const chart of this.bars) {
      chart.setAttribute('viewBox', `0 0 ${Math.max(1, counts.length)} ${most}`);
      chart.firstChild.setAttribute('d', path);
    }
  }

  /* Names of months under the track, as many as there is room for. */
  drawAxis() {
    const { records } = this;
    this.axis.replaceChildren();
    const width = this.axis.clientWidth;
    if (records.span === 0 || width === 0) return;
    const months = [];
    for (let iso = `${records.isoOf(0).slice(0, 7)}-01`; records.dayOf(iso) < records.span; iso = shiftMonth(iso, 1, false)) {
      months.push(iso);
    }
    const room = Math.max(1, Math.floor(width / 58));
    const every = [1, 2, 3, 6, 12, 24, 60, 120].find((step) => months.length / step <= room) || 240;
    const marks = months.map((iso, k) => {
      const [year, month] = iso.split('-').map(Number);
      const due = every <= 12 ? (month - 1) % every === 0 : month === 1 && year % (every / 12) === 0;
      const name = MONTHS[month - 1][0] + MONTHS[month - 1].slice(1).toLowerCase();
      return {
        share: Math.max(0, records.dayOf(iso)) / records.span, due: due || k === 0,
        text: k === 0 || month === 1 || every >= 12 ? `${name} ${iso.slice(2, 4)}` : name,
      };
    }).filter((mark) => mark.due);
    // The first month is often cut short; it gives way where the next would run into it.
    if (marks.length > 1 && (marks[1].share - marks[0].share) * width < 52) marks.shift();
    for (const { share, text } of marks) {
      const mark = element('span', { text });
      mark.style.left = `${100 * share}%`;
      this.axis.append(mark);
    }
  }
}

/* A typed day as ISO: 2023-10-17 as it is, 17 OCT 23 turned; anything else comes back unchanged. */
function isoOfText(text) {
  const dtg = /^\s*(\d{1,2})\s*([A-Za-z]{3})\s*(\d{2}|\d{4})\s*$/.exec(text);
  const month = dtg ? MONTHS.indexOf(dtg[2].toUpperCase()) + 1 : 0;
  if (month === 0) return text.trim();
  const year = dtg[3].length === 2 ? `20${dtg[3]}` : dtg[3];
  return `${year}-${String(month).padStart(2, '0')}-${dtg[1].padStart(2, '0')}`;
}

/* The same day some months on, cut to the month's end; or the month's last day. */
function shiftMonth(iso, months, toEnd) {
  const [year, month, day] = iso.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, toEnd ? last : Math.min(day, last)))
    .toISOString().slice(0, 10);
}
