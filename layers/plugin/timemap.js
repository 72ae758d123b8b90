/* The time map: wires records, layers, bar, card and legend, and gives window.timeMap. */

const SETTLE_MS = 220;

class TimeMap {
  constructor(map, tables) {
    this.map = map;
    this.tables = tables;
    this.memory = new Memory({}, () => {});
    this.settleTimer = null;
    this.waiting = [];
    this.stale = false;
    this.onSettle = () => {};
    this.onArea = null;
    this.onWant = () => {};
    this.onHead = () => {};
    this.head = null;
    this.ready = new Promise((resolve) => { this.markReady = resolve; });
  }

  /* Draw a record for the first time: view is {from, to, mode, extent, mask, layers, area}, each optional. */
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
      listAll: () => this.inPeriod(() => true),
      absence: (record) => this.absence(record),
      showDay: (record) => this.showDay(record),
      reveal: () => this.reveal(),
      nothing: () => nothingWords(tellPeriod(records, this.bar.time), tables.head),
      ask: (record) => this.onWant({ stamp: records.stamp, chunks: [records.chunkOf(record)] }),
    });
    this.layers = new MapLayers({
      map, tables, records, layout: this.layout, memory: this.memory, card: this.card,
      settle: () => this.settleSoon(), repaint: () => this.requestPaint(),
      area: () => Boolean(this.area && this.area.edges),
    }, view.layers);
    this.notPlaced = element('button', { type: 'button', className: 'bw-not-placed', onclick: () => this.listNotPlaced() });
    this.bar.tallyLine.append(this.notPlaced);
    this.tip = element('div', { className: 'bw-tip', role: 'tooltip', hidden: true });
    this.fault = element('p', { className: 'bw-fault', role: 'alert', hidden: true, text: 'Part of the map could not be drawn, and may show another period. Reload the page.' });
    map.getContainer().append(this.card.root, this.tip, this.fault);
    ['bw-base', 'bw-density', 'bw-dots', 'bw-labels', 'bw-marks'].forEach((name, k) => {
      map.createPane(name).style.zIndex = String(300 + 50 * k);
      if (name !== 'bw-labels') map.getPane(name).style.pointerEvents = 'none';
    });
    this.applyMask(view.mask);
    this.bar.put(...this.daysOf(view), view.mode === 'cumulative' ? 'cumulative' : 'window');
    this.labels = new SiteLabels(map, records, tables.symbols, this.layout, (site) => this.listSite(site));
    this.bar.showPlayIn(new PlayDate(map, this.layout, this.labels));
    // The bar is as high as it will be: what is drawn now fits, and is not drawn twice.
    map.invalidateSize({ animate: false, pan: false });
    this.setExtent(view.extent);
    this.layers.draw(this.labels);
    this.dots = this.layers.dots;
    this.marker = new Marker(map, this.dots);
    this.area = new AreaBox(map, this.onArea);
    this.area.show(view.area || null);
    this.labels.arrange();
    // The layers draw themselves anew where a move ends; what stands beside them follows.
    map.on('zoomend', () => { this.labels.arrange(); this.requestPaint(false); });
    map.on('moveend', () => { this.requestPaint(false); this.settleSoon(); });
    map.on('movestart', () => {
      this.tip.hidden = true;
      // What is still to be told waits for the move's end, which tells it.
      clearTimeout(this.settleTimer);
    });
    map.on('click', (event) => this.onClick(event));
    map.on('mousemove', (event) => this.onHover(event));
    document.addEventListener('keydown', (event) => this.onKey(event));
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

  /* What the page asks of the map: a window, an extent, a record or site to mark; each of them optional. */
  obey({ from, to, extent, record, number, site }) {
    if (from && to) this.bar.set(...this.daysOf({ from, to }));
    if (extent) this.setExtent(extent);
    if (record !== undefined) this.showMarked(record, number);
    if (this.records.siteNumber.has(site)) this.listSite(this.records.siteNumber.get(site));
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

  /* Other records in the place of these, with the mask and the area that they are filtered by: window,
     extent and what is open stay as they are. */
  replaceRecords(payload, { mask, area }) {
    const { records, bar, layout, labels, layers } = this;
    const { from, to, mode, record } = this.settledView();
    const { scrollTop } = this.card.root;
    this.tip.hidden = true;
    records.read(payload);
    this.applyMask(mask);
    for (const part of [layout, labels, bar]) part.recordsChanged();
    labels.arrange();
    layers.recordsChanged();
    bar.set(...this.daysOf({ from, to }), mode);
    this.card.recordsChanged(record === null ? -1 : records.find(record));
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
    this.fault.hidden = layers && rest;
  }

  /* Figures, tally and title line belong to the days that were just painted. */
  showHead() {
    const { records, bar, notPlaced } = this;
    const { unplaced, heldOut } = this.tally();
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

  /* What the shown days hold under the mask, placed or not. */
  tally() {
    const { records } = this;
    const [counted, confirmed, unplaced, heldOut] = ['counted', 'confirmed', 'unplaced', 'unplacedHeldOut']
      .map((kind) => records.daySums.count(kind, ...this.shownDays));
    return { counted, confirmed, unplaced, heldOut };
  }

  /* The extent from a link or a settled view, [west, south, east, north]; else all sites. */
  setExtent(extent) {
    const size = this.map.getSize();
    if (extent) {
      const [west, south, east, north] = extent;
      const zoom = Math.log2((size.x * 360) / (256 * (east - west)));
      const box = L.bounds(this.map.project([north, west], zoom), this.map.project([south, east], zoom));
      const fit = Math.min(0, Math.log2(size.y / box.getSize().y));
      const centre = this.map.unproject(box.getCenter(), zoom);
      this.map.setView(centre, zoom + (fit < -0.02 ? fit : 0), { animate: false });
    } else {
      this.fitSites();
    }
  }

  /* The closest zoom at which every site with records, its label too, stands clear of the legend. */
  fitSites() {
    const { map, layout, records } = this;
    const size = map.getSize();
    const room = { left: 48, right: size.x > 560 ? 202 : 16, top: 16, bottom: 34 };
    const wanted = layout.placed.filter((number) => records.sites[number].total > 0);
    const numbers = wanted.length ? wanted : layout.placed;
    if (numbers.length === 0) return;
    const free = L.point((room.left + size.x - room.right) / 2, (room.top + size.y - room.bottom) / 2);
    const wide = size.x - room.left - room.right;
    const high = size.y - room.top - room.bottom;
    let best = { lack: Infinity };
    for (let zoom = 9; zoom >= 5 && best.lack > 0; zoom -= 0.25) {
      const box = this.labels.boxOf(numbers, zoom);
      const needs = box.getSize();
      const lack = Math.max(0, needs.x - wide) + Math.max(0, needs.y - high);
      if (lack < best.lack) best = { lack, zoom, middle: box.getCenter() };
    }
    const centre = best.middle.subtract(free).add(size.divideBy(2));
    map.setView(map.unproject(centre, best.zoom), best.zoom, { animate: false });
  }

  get extent() {
    const bounds = this.map.getBounds();
    const edges = [Math.max(-180, bounds.getWest()), bounds.getSouth(), Math.min(180, bounds.getEast()), bounds.getNorth()];
    return edges.map((edge) => Math.round(edge * 1e4) / 1e4);
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

  settledView() {
    const { records, bar } = this;
    return {
      from: records.isoOf(bar.from), to: records.isoOf(bar.to), mode: bar.mode, extent: this.extent,
      width: this.map.getSize().x, layers: this.layers.text, record: this.marker.record < 0 ? null : records.text('attack_id', this.marker.record) || null,
      site: this.card.site,
    };
  }

  mark(record) {
    this.marker.set(record);
    this.bar.attacks.show();
    this.settleSoon();
  }

  reveal() {
    return this.requestPaint().then(() => this.marker.reveal(this.card.root));
  }

  /* Why a record is not drawn, as a sentence; blank where it is drawn. */
  absence(record) {
    const { records } = this;
    const [first, last] = records.range(...this.shownDays);
    const outside = record < first || record >= last;
    const left = records.is(record, FLAG.counted)
      ? 'the filters leave it out' : 'held-out records are drawn only when the filters ask for them';
    const off = !this.layers.has('attacks') && 'the layer of attacks is switched off';
    const because = [off, outside && 'its day lies outside the period shown', !records.passes(record) && left].filter(Boolean);
    return { outside, text: because.length ? `Not on the map: ${because.join(', and ')}.` : '' };
  }

  /* Move the window, its length kept, so that a record's day is in the middle of it. */
  showDay(record) {
    const { bar } = this;
    bar.moveTo(this.records.day(record) - Math.floor((bar.to - bar.from) / 2));
    this.card.refresh();
    this.settleSoon();
    this.reveal();
  }

  onClick(event) {
    const strike = this.layers.strikeAt(event.containerPoint);
    if (strike) {
      this.layers.showStrike(strike);
      return;
    }
    const record = this.dots.hit(event.containerPoint);
    if (record >= 0) {
      this.card.showRecord(record);
      return;
    }
    const site = this.layers.siteAt(event.containerPoint);
    if (site >= 0) this.listSite(site);
    else if (!this.card.root.hidden) this.card.close();
  }

  onHover(event) {
    const strike = this.layers.strikeAt(event.containerPoint);
    const record = strike ? -1 : this.dots.hit(event.containerPoint, 7);
    this.map.getContainer().classList.toggle('bw-over', strike !== null || record >= 0 || this.layers.siteAt(event.containerPoint) >= 0);
    this.tip.hidden = record < 0 && strike === null;
    if (this.tip.hidden) return;
    this.tip.textContent = strike ? this.layers.strikes.tipOf(strike) : `${this.card.words.siteName(record)} · ${this.card.words.brief(record)}`;
    const { x, y } = event.containerPoint;
    const size = this.map.getSize();
    const left = Math.min(x + 14, size.x - this.tip.offsetWidth - 6);
    this.tip.style.transform = `translate(${Math.max(6, left)}px, ${y + 16 + this.tip.offsetHeight > size.y ? y - 12 - this.tip.offsetHeight : y + 16}px)`;
  }

  onKey(event) {
    if (this.bar.onKey(event)) return;
    const inField = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
    const pans = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
    if (event.key in pans && (event.shiftKey || event.key === 'ArrowUp' || event.key === 'ArrowDown')) this.map.panBy(pans[event.key]);
    else if (event.key === '+' || event.key === '=') this.map.zoomIn();
    else if (event.key === '-') this.map.zoomOut();
    else if (event.key === 'Escape' && !this.card.root.hidden) this.card.close();
    else return;
    event.preventDefault();
  }

  inPeriod(wanted) {
    const { records } = this;
    const [first, last] = records.range(...this.shownDays);
    const found = [];
    for (let record = first; record < last; record++) {
      if (records.passes(record) && wanted(record)) found.push(record);
    }
    return found;
  }

  listSite(number) {
    const { id } = this.records.sites[number];
    const now = () => this.records.siteNumber.get(id);
    this.card.showSite(now, () => this.inPeriod((record) => this.records.site[record] === now()));
  }

  listNotPlaced() {
    const said = 'No source gives a coordinate for these places, or none names the site. They are kept and counted, and drawn at no invented point.';
    this.card.showList('Not placed', () => [quietLine(said)], () => this.inPeriod((record) => !this.records.is(record, FLAG.placed)));
  }

  /* The part that people script against: see the README. */
  get api() {
    return {
      ready: this.ready,
      setWindow: (from, to) => {
        const days = [this.records.dayOf(from), this.records.dayOf(to)];
        if (days.some(Number.isNaN) || days[1] < days[0]) {
          return Promise.reject(new RangeError(`setWindow(${from}, ${to}): give two ISO days, the first not after the last`));
        }
        this.bar.put(days[0], days[1]);
        this.settleSoon();
        return this.requestPaint();
      },
      setMode: (mode) => {
        this.bar.put(this.bar.from, this.bar.to, mode === 'cumulative' ? 'cumulative' : 'window');
        this.settleSoon();
        return this.requestPaint();
      },
      getState: () => this.state(),
    };
  }

  state() {
    const { records, bar, map } = this;
    const countsByBase = {};
    let visible = 0;
    const [first, last] = this.layers.has('attacks') ? records.range(...this.shownDays) : [0, 0];
    for (let record = first; record < last; record++) {
      if (!records.passes(record) || !records.is(record, FLAG.placed)) continue;
      const site = records.sites[records.site[record]];
      const id = site ? site.id : '';
      countsByBase[id] = (countsByBase[id] || 0) + 1;
      visible += 1;
    }
    return {
      from: records.isoOf(bar.from), to: records.isoOf(bar.to), mode: bar.mode, visible,
      total: records.total, bounds: this.extent, zoom: map.getZoom(), countsByBase,
      figures: tellPeriod(records, bar.time).figures,
    };
  }
}

/* Called by folium's own script, once its map is made. */
function attachTimeMap(map) {
  const tables = JSON.parse(document.getElementById('bw-tables').textContent);
  const outline = document.getElementById('bw-outline');
  if (outline) tables.outline = JSON.parse(outline.textContent);
  const timeMap = new TimeMap(map, tables);
  window.timeMap = timeMap.api;
  map.attributionControl.setPrefix(false);
  const payload = embeddedPayload();
  if (payload) {
    const told = embeddedProduct();
    if (told) {
      showProduct(told, map.getContainer());
      timeMap.onHead = showProductFigures;
    }
    const view = JSON.parse(document.getElementById('bw-view').textContent);
    if (view.mask) view.mask = bytesOfBase64(view.mask);
    timeMap.memory = Memory.ofBrowser();
    theme.followSystem();
    timeMap.start(payload, view);
    return;
  }
  window.addEventListener('message', ({ source, data }) => {
    if (source !== window.parent || !data || data.to !== 'basewatch') return;
    if (data.theme) theme.set(data.theme);
    if (data.marking !== undefined) copyMarking.text = data.marking;
    if (data.outline) timeMap.takeOutline(data.outline);
    if (data.remembered) timeMap.memory = new Memory(data.remembered, (remember) => window.parent.postMessage({ from: 'basewatch', remember }, '*'));
    if (data.records && timeMap.records) timeMap.replaceRecords(data.records, data.view);
    else if (data.records) timeMap.start(data.records, data.view);
    if (data.mask && timeMap.records) timeMap.setMask(data.mask).then(() => window.parent.postMessage({ from: 'basewatch', masked: true }, '*'));
    if (data.area !== undefined && timeMap.records) timeMap.showArea(data.area);
    if (data.draw && timeMap.records) timeMap.area.begin();
    if (data.texts && timeMap.records) timeMap.takeTexts(data.texts);
    if (data.command && timeMap.records) timeMap.obey(data.command);
    if (data.picture && timeMap.records) answerPicture(timeMap, data.picture);
  });
  timeMap.onSettle = (settled) => window.parent.postMessage({ from: 'basewatch', settled }, '*');
  timeMap.onWant = (wanted) => window.parent.postMessage({ from: 'basewatch', wanted }, '*');
  timeMap.onHead = (head) => window.parent.postMessage({ from: 'basewatch', head }, '*');
  copyMarking.ask = () => window.parent.postMessage({ from: 'basewatch', unmarked: true }, '*');
  timeMap.onArea = (area) => window.parent.postMessage({ from: 'basewatch', area }, '*');
  window.parent.postMessage({ from: 'basewatch', hello: true }, '*');
}
