/* The slider: histogram, strikes, two handles and the band between them. */

import { element } from '../draw/dom.js';
import { dayWords, dtgOf } from './calendar.js';
import { StrikeTrack } from './strike_track.js';
import { drawAxis } from './time_axis.js';
/** @import { Records } from '../data/records.js' */
/** @import { TimeWindow } from './time_window.js' */

const BAR_MIN_PX = 1.2;

export class TimeTrack {
  /**
   * grab() is called when a drag begins, settle() when a move has ended.
   * @param {Records} records
   * @param {TimeWindow} time
   */
  constructor(records, time, { grab, settle }) {
    this.records = records;
    this.time = time;
    this.grab = grab;
    this.settle = settle;
    this.dragging = false;
    this.counts = new Uint32Array(0);
    this.bars = [0, 1].map((inside) => this.makeChart(inside));
    this.band = element('div', { className: 'bw-band' });
    this.handles = ['First day', 'Last day'].map((label) =>
      element('div', { className: 'bw-handle', role: 'slider', tabindex: '0', 'aria-label': label, 'aria-valuemin': '0' }));
    this.tip = element('div', { className: 'bw-time-tip', 'aria-hidden': 'true', hidden: true });
    this.strikes = new StrikeTrack(records, {
      go: (day) => { time.centreOn(day); this.settle(); },
      tell: (lines, day) => this.tell(lines, day),
    });
    this.track = element('div', { className: 'bw-track' }, [
      ...this.bars, element('div', { className: 'bw-rail' }), this.band, this.strikes.root, ...this.handles, this.tip,
    ]);
    this.axis = element('div', { className: 'bw-axis', 'aria-hidden': 'true' });
    this.root = element('div', { className: 'bw-line-of-time' }, [this.track, this.axis]);
    this.listen();
    this.recordsChanged();
    new ResizeObserver(() => {
      drawAxis(this.axis, records);
      this.drawBars(this.counts);
    }).observe(this.axis);
  }

  recordsChanged() {
    for (const handle of this.handles) handle.setAttribute('aria-valuemax', String(this.time.last));
    this.tell(null);
    this.strikes.recordsChanged();
    drawAxis(this.axis, this.records);
  }

  makeChart(inside) {
    const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
    const chart = svg('svg');
    chart.setAttribute('class', inside ? 'bw-bars bw-bars-in' : 'bw-bars');
    chart.setAttribute('preserveAspectRatio', 'none');
    chart.setAttribute('aria-hidden', 'true');
    chart.append(svg('path'));
    return chart;
  }

  listen() {
    const { time } = this;
    this.handles.forEach((handle, end) => {
      const edge = () => (end === 0 ? time.from : time.to + 1);
      this.listenToDrag(handle, edge, (day) => time.moveEnd(end, day - end));
      handle.addEventListener('keydown', (event) => this.onHandleKey(event, end));
    });
    this.listenToDrag(this.band, () => time.from, (day) => time.moveTo(day));
    this.track.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || event.target === this.band || this.handles.some((handle) => handle === event.target)) return;
      this.grab();
      time.centreOn(Math.floor(this.positionOf(event)));
      this.settle();
    });
    this.track.addEventListener('pointermove', (event) => this.onHover(event));
    this.track.addEventListener('pointerleave', () => this.tell(null));
  }

  /* Drag what stands at an edge: pressing alone moves nothing, however far from the edge it was hit. */
  listenToDrag(target, edge, move) {
    target.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      target.focus();
      target.setPointerCapture(event.pointerId);
      this.grab();
      this.dragging = true;
      this.tell(null);
      // Read once: a look at the layout after each change of it would cost a frame more than the change.
      const box = this.track.getBoundingClientRect();
      const grip = this.positionOf(event, box) - edge();
      const onMove = (moved) => move(Math.round(this.positionOf(moved, box) - grip));
      const onEnd = () => {
        target.removeEventListener('pointermove', onMove);
        this.dragging = false;
        this.settle();
      };
      target.addEventListener('pointermove', onMove);
      target.addEventListener('lostpointercapture', onEnd, { once: true });
    });
  }

  /* Where a pointer is, in days from the slider's beginning, with the fraction of the day. */
  positionOf(event, box = this.track.getBoundingClientRect()) {
    return ((event.clientX - box.left) / box.width) * this.records.span;
  }

  onHandleKey(event, end) {
    const { time } = this;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
    const day = end === 0 ? time.from : time.to;
    if (event.key in steps) time.moveEnd(end, day + steps[event.key]);
    else if (event.key === 'Home') time.moveEnd(end, end === 0 ? 0 : time.from);
    else if (event.key === 'End') time.moveEnd(end, end === 0 ? time.to : time.last);
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.settle();
  }

  /* The day under the pointer: its attacks under the filters, and its strikes. */
  onHover(event) {
    if (this.dragging || event.pointerType === 'touch' || this.records.span === 0) return;
    const box = this.track.getBoundingClientRect();
    const at = Math.max(0, Math.min(Math.floor(this.positionOf(event, box)), this.time.last));
    const onLane = event.target.closest('.bw-strikes') !== null;
    const strike = onLane ? this.strikes.near(at, (6 * this.records.span) / box.width) : -1;
    const day = strike < 0 ? at : strike;
    const count = this.counts[day] || 0;
    const [, ...lines] = this.strikes.linesOf(day);
    this.tell([`${dtgOf(this.records.isoOf(day))} · ${count === 1 ? '1 attack' : `${count || 'no'} attacks`}`, ...lines], day);
  }

  /* Show lines of text over a day; null hides them. */
  tell(lines, day) {
    this.tip.hidden = !lines;
    if (!lines) return;
    this.tip.replaceChildren(...lines.map((text) => element('div', { text, dir: 'auto' })));
    const share = (day + 0.5) / this.records.span;
    this.tip.style.left = `${100 * share}%`;
    // Leans inwards towards either end, so that it stays within the bar.
    this.tip.style.transform = `translateX(${-100 * share}%)`;
  }

  /* Write only, so that nothing is laid out before the frame is. */
  show(shownFrom) {
    const { records, time: { from, to } } = this;
    const span = Math.max(1, records.span);
    // A window may reach beyond the slider; what is drawn of it ends there.
    const percent = (day) => (100 * Math.max(0, Math.min(day, span))) / span;
    const share = (day) => `${percent(day)}%`;
    this.band.style.left = share(from);
    this.band.style.width = `${percent(to + 1) - percent(from)}%`;
    this.bars[1].style.clipPath = `inset(0 ${100 - percent(to + 1)}% 0 ${percent(shownFrom)}%)`;
    [[from, from], [to, to + 1]].forEach(([day, edge], end) => {
      const handle = this.handles[end];
      handle.style.left = share(edge);
      handle.setAttribute('aria-valuenow', String(day));
      handle.setAttribute('aria-valuetext', dayWords(records.isoOf(day)));
    });
  }

  /* The histogram, in units of one day by one record, which the browser scales. Where a day would be
     thinner than a line, a bar is a week or a month. */
  drawBars(counts) {
    this.counts = counts;
    const dayPx = (this.axis.clientWidth || 1000) / Math.max(1, counts.length);
    const bin = [1, 7].find((days) => days * dayPx >= BAR_MIN_PX) || 30;
    const sums = new Uint32Array(Math.ceil(counts.length / bin));
    counts.forEach((count, day) => { sums[Math.floor(day / bin)] += count; });
    const most = sums.reduce((top, here) => Math.max(top, here), 1);
    let path = '';
    sums.forEach((count, k) => {
      if (count > 0) path += `M${(k + 0.08) * bin} ${most}v${-count}h${0.84 * bin}v${count}z`;
    });
    for (const chart of this.bars) {
      chart.setAttribute('viewBox', `0 0 ${Math.max(1, counts.length)} ${most}`);
      chart.firstChild.setAttribute('d', path);
    }
  }
}
