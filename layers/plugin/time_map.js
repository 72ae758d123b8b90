/* The time map: wires records, layers, bar, card and legend, paints them, and reports when it rests. */

import { Card } from './card/card.js';
import { PeriodLists } from './card/period_lists.js';
import { listenToKeys } from './controls/keyboard.js';
import { MapExtent } from './controls/map_extent.js';
import { MapLayers, paintEach } from './controls/map_layers.js';
import { MapPointer } from './controls/pointer.js';
import { tellPeriod } from './data/figures.js';
import { nothingWords, writeHead } from './data/head_words.js';
import { Preferences } from './data/preferences.js';
import { Records } from './data/records.js';
import { element } from './draw/dom.js';
import { theme } from './draw/theme.js';
import { AreaBox } from './layers/area.js';
import { Marker } from './layers/marker.js';
import { SiteLabels, SiteLayout, countText } from './layers/sites.js';
import { PlaybackDate } from './time/playback_date.js';
import { TimeBar } from './time/time_bar.js';
/** @import { DrawnArea, Head, MapCommand, OpeningView, SettledView, WantedTexts } from './protocol.js' */

const SETTLE_MS = 220;

export class TimeMap {
  /** @param {L.Map} map */
  constructor(map, tables) {
    this.map = map;
    this.tables = tables;
    this.preferences = new Preferences({}, () => {});
    this.settleTimer = null;
    this.waiting = [];
    this.stale = false;
    /** @type {(settled: SettledView) => void} */
    this.onSettle = () => {};
    /** @type {((area: DrawnArea) => void) | null} */
    this.onArea = null;
    /** @type {(wanted: WantedTexts) => void} */
    this.onWant = () => {};
    /** @type {(head: Head) => void} */
    this.onHead = () => {};
    this.head = null;
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) => { this.markReady = resolve; });
  }

  /**
   * Draw a record for the first time.
   * @param {ArrayBuffer} payload
   * @param {OpeningView} view
   */
  start(payload, view) {
    const { map, tables } = this;
    const records = new Records(payload);
    this.records = records;
    this.layout = new SiteLayout(records, tables.symbols, map);
    this.bar = new TimeBar(records, {
      change: () => this.requestPaint(), settle: () => this.settleSoon(),
      marked: () => this.card.showing ?? -1, open: (record) => this.card.showRecord(record),
    });
    document.body.append(this.bar.root);
    this.card = new Card(records, tables.symbols, {
      select: (record) => this.mark(record),
      listAll: () => this.lists.find(() => true),
      absence: (record) => this.lists.absence(record),
      showDay: (record) => this.showDay(record),
      reveal: () => this.reveal(),
      nothing: () => nothingWords(tellPeriod(records, this.bar.time), tables.head),
      ask: (record) => this.onWant({ stamp: records.stamp, chunks: [records.chunkOf(record)] }),
    });
    this.layers = new MapLayers({
      map, tables, records, layout: this.layout, preferences: this.preferences, card: this.card,
      settle: () => this.settleSoon(), repaint: () => this.requestPaint(),
      area: () => Boolean(this.area && this.area.edges),
    }, view.layers);
    this.lists = new PeriodLists(records, this.bar, this.card, this.layers);
    this.notPlaced = element('button', { type: 'button', className: 'bw-not-placed', onclick: () => this.lists.showNotPlaced() });
    this.bar.tallyLine.append(this.notPlaced);
    this.error = element('p', { className: 'bw-error', role: 'alert', hidden: true, text: 'Part of the map could not be drawn, and may show another period. Reload the page.' });
    map.getContainer().append(this.card.root, this.error);
    ['bw-base', 'bw-density', 'bw-dots', 'bw-labels', 'bw-marks'].forEach((name, k) => {
      map.createPane(name).style.zIndex = String(300 + 50 * k);
      if (name !== 'bw-labels') map.getPane(name).style.pointerEvents = 'none';
    });
    this.applyMask(view.mask);
    this.bar.put(...this.daysOf(view), view.mode === 'cumulative' ? 'cumulative' : 'window');
    this.labels = new SiteLabels(map, records, tables.symbols, this.layout, (site) => this.lists.showSite(site));
    this.bar.showPlayIn(new PlaybackDate(map, this.layout, this.labels));
    // The bar is as high as it will be: what is drawn now fits, and is not drawn twice.
    map.invalidateSize({ animate: false, pan: false });
    this.extent = new MapExtent(map, records, this.layout, this.labels);
    this.extent.show(view.extent);
    this.layers.draw(this.labels);
    this.dots = this.layers.dots;
    this.marker = new Marker(map, this.dots);
    this.area = new AreaBox(map, this.onArea);
    this.area.show(view.area || null);
    this.labels.arrange();
    // The layers draw themselves anew where a move ends; what stands beside them follows.
    map.on('zoomend', () => { this.labels.arrange(); this.requestPaint(false); });
    map.on('moveend', () => { this.requestPaint(false); this.settleSoon(); });
    // What is still to be told waits for the move's end, which tells it.
    map.on('movestart', () => clearTimeout(this.settleTimer));
    this.pointer = new MapPointer(map, this.layers, this.card, (site) => this.lists.showSite(site));
    listenToKeys(map, this.bar, this.card);
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    // At once: a page that goes to a printer does not wait for a frame.
    theme.onChange(() => { this.layers.themeChanged(); this.stale = true; this.paint(); });
    this.requestPaint().then(() => {
      document.documentElement.classList.add('bw-ready');
      this.markReady();
      this.settleSoon();
    });
  }

  showArea(edges) {
    this.area.show(edges);
    return this.requestPaint();
  }

  /**
   * Do what the page asks of the map.
   * @param {MapCommand} command
   */
  obey({ from, to, extent, record, number, site }) {
    if (from && to) this.bar.set(...this.daysOf({ from, to }));
    if (extent) this.extent.show(extent);
    if (record !== undefined) this.showMarked(record, number);
    if (this.records.siteNumber.has(site)) this.lists.showSite(this.records.siteNumber.get(site));
    this.settleSoon();
    return this.requestPaint();
  }

  /* The text of some records has come; the page is told the id of the one that is open. */
  takeTexts(texts) {
    if (!this.records.takeTexts(texts)) return;
    this.card.textsCame();
    this.settleSoon();
  }

  /* The rest of the world has come: the view has left the shipped region. */
  takeOutline(outline) {
    if (this.tables.outline) return;
    this.tables.outline = outline;
    if (this.layers) this.layers.base.takeOutline(outline);
  }

  /* Open the card of a record by its id, or by its number where the page gives one; null closes it. */
  showMarked(id, number) {
    const record = id === null ? -1 : number ?? this.records.find(id);
    if (record >= 0) this.card.showRecord(record);
    else this.card.close();
  }

  /**
   * Show other records, with the mask and the area that they are filtered by. Window, extent and what is
   * open stay as they are.
   * @param {ArrayBuffer} payload
   * @param {OpeningView} view
   */
  replaceRecords(payload, { mask, area, marked }) {
    const { records, bar, layout, labels, layers } = this;
    const { from, to, mode, record } = this.settledView();
    const { scrollTop } = this.card.root;
    this.pointer.hide();
    records.read(payload);
    this.applyMask(mask);
    for (const part of [layout, labels, bar]) part.recordsChanged();
    labels.arrange();
    layers.recordsChanged();
    bar.set(...this.daysOf({ from, to }), mode);
    const number = marked && marked.record === record ? marked.number ?? -1 : records.find(record);
    this.card.recordsChanged(record === null ? -1 : number);
    this.card.root.scrollTop = scrollTop;
    this.area.show(area || null);
    this.settleSoon();
    return this.requestPaint();
  }

  daysOf(view) {
    const { records } = this;
    const from = records.dayOf(view.from || '');
    const to = records.dayOf(view.to || '');
    return [Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? Math.max(0, records.span - 1) : to];
  }

  applyMask(mask) {
    if (mask) this.records.setMask(mask);
    this.perDay = this.records.perDay();
    this.bar.showDays(this.perDay);
  }

  /* Filters changed: other records pass. Time and view stay as they are. */
  setMask(mask) {
    this.applyMask(mask);
    this.card.refresh();
    return this.requestPaint();
  }

  /* Paint in the next frame; the promise settles when the frame is painted, whatever failed in it. stale:
     whether other dots are shown, or the same ones in another view. */
  requestPaint(stale = true) {
    this.stale ||= stale;
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length > 1) return;
      requestAnimationFrame(() => {
        const painted = this.waiting;
        this.waiting = [];
        try {
          this.paint();
        } finally {
          for (const done of painted) done();
        }
      });
    });
  }

  get shownDays() {
    return this.bar.shownDays;
  }

  paint() {
    if (!this.dots || !this.dots.image) return;
    let layers = false;
    const rest = paintEach([
      () => { layers = this.layers.paint(this.shownDays, this.stale); },
      () => this.labels.show(this.dots.shown, this.dots.heldOut, this.layers),
      () => this.showHead(),
      () => this.marker.show(),
    ]);
    // What could not be drawn is not fresh: the next paint tries again.
    this.stale = !layers;
    this.error.hidden = layers && rest;
  }

  /* Figures, tally and title line belong to the days that were just painted. */
  showHead() {
    const { records, bar, notPlaced } = this;
    const [unplaced, heldOut] = ['unplaced', 'unplacedHeldOut'].map((kind) => records.dayTotals.count(kind, ...this.shownDays));
    const told = tellPeriod(records, bar.time);
    const head = { ...writeHead(told, this.tables.head), from: records.isoOf(bar.from), to: records.isoOf(bar.to), mode: bar.mode, stamp: records.stamp };
    this.bar.showTally(head.tally);
    notPlaced.hidden = unplaced === 0;
    notPlaced.textContent = `${countText(unplaced, heldOut)} not placed`;
    notPlaced.title = 'Records in this period whose place has no sourced coordinate';
    const text = JSON.stringify(head);
    if (text === this.head) return;
    this.head = text;
    this.onHead(head);
  }

  settleSoon() {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => {
      if (this.bar.busy) return;
      this.card.refresh();
      this.bar.announce();
      this.onSettle(this.settledView());
    }, SETTLE_MS);
  }

  /** @returns {SettledView} */
  settledView() {
    const { records, bar } = this;
    return {
      from: records.isoOf(bar.from), to: records.isoOf(bar.to), mode: bar.mode, extent: this.extent.edges,
      width: this.map.getSize().x, layers: this.layers.text, record: this.marker.record < 0 ? null : records.text('attack_id', this.marker.record) || null,
      site: this.card.site,
    };
  }

  mark(record) {
    this.marker.set(record);
    this.bar.stepper.show();
    this.settleSoon();
  }

  reveal() {
    return this.requestPaint().then(() => this.marker.reveal(this.card.root));
  }

  /* Move the window, its length kept, so that a record's day is in the middle of it. */
  showDay(record) {
    const { bar } = this;
    bar.moveTo(this.records.day(record) - Math.floor((bar.to - bar.from) / 2));
    this.card.refresh();
    this.settleSoon();
    this.reveal();
  }
}
