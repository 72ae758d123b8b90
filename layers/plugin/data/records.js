/* The payload, decoded: a JSON header and typed arrays sorted by day. */

import { DayTotals } from './day_totals.js';
/** @import { PayloadHeader, TextChunk, Texts } from '../protocol.js' */

const DAY_MS = 86400000;
const DOT_COLUMNS = new Set(['outcome', 'confirmation', 'date_precision', 'added_by']);

const TYPED = {
  int8: Int8Array, int16: Int16Array, int32: Int32Array, uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array,
  float32: Float32Array, float64: Float64Array,
};

export class Records {
  /** @param {ArrayBuffer} payload */
  constructor(payload) {
    this.read(payload);
  }

  /**
   * Read a payload, as layers/payload.py packs it. It may be another one later: all parts hold these
   * records, and what has derived something from them makes that anew in `recordsChanged`.
   * @param {ArrayBuffer} payload
   */
  read(payload) {
    const headBytes = new DataView(payload).getUint32(0, true);
    /** @type {PayloadHeader} */
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(payload, 4, headBytes)));
    const start = 4 + headBytes;
    /** @type {Record<string, InstanceType<(typeof TYPED)[keyof typeof TYPED]>>} */
    this.arrays = {};
    for (const { name, type, offset, n } of header.arrays) {
      this.arrays[name] = new TYPED[type](payload, start + offset, n);
    }
    this.count = header.count;
    this.span = header.span;
    this.recordFirst = header.record_first;
    this.recordLast = header.record_last;
    this.covers = header.covers;
    this.total = header.total;
    this.dots = header.dots;
    this.sites = header.sites;
    this.strikes = header.strikes;
    this.sources = header.sources;
    this.strings = header.strings;
    this.words = header.words;
    this.gradesAre = header.grades_are;
    this.stamp = header.stamp;
    this.textChunk = header.text_chunk;
    /** @type {Map<number, TextChunk>} */
    this.chunks = new Map();
    this.dayStart = this.arrays.day_start;
    this.site = this.arrays.site;
    this.dot = this.arrays.dot;
    this.flags = this.arrays.flags;
    this.weapon = this.arrays.weapon;
    this.toll = this.arrays.toll;
    this.tolls = header.tolls;
    this.place = this.arrays.place;
    this.positions = header.positions;
    this.firstMs = Date.parse(header.first);
    this.siteNumber = new Map(this.sites.map((site, number) => [site.id, number]));
    this.setMask(new Uint8Array(Math.ceil(this.count / 8)).fill(255));
  }

  /* Which records pass the filters, one bit each; everything that counts is counted anew. */
  setMask(mask) {
    this.mask = mask;
    this.sums = null;
  }

  /* What passes the mask, summed up by day: made when it is first asked for. */
  get dayTotals() {
    this.sums ??= new DayTotals(this);
    return this.sums;
  }

  /* Whether a record has a place of its own, and does not stand at its site. */
  hasPlace(record) {
    return this.place[record] >= 0;
  }

  /* The position in words of a record's own place; undefined where it has none. */
  ownPosition(record) {
    if (!this.textChunk) return this.positions[this.place[record]];
    const chunk = this.chunks.get(this.chunkOf(record));
    return chunk ? chunk.positions[record % this.textChunk] ?? undefined : undefined;
  }

  /* A large record comes without its text, which is asked for by the chunk. */
  chunkOf(record) {
    return Math.floor(record / this.textChunk);
  }

  hasText(record) {
    return !this.textChunk || this.chunks.has(this.chunkOf(record));
  }

  /**
   * Take the text of some records; return false where it is that of other records.
   * @param {Texts} texts
   */
  takeTexts({ stamp, chunks }) {
    if (stamp !== this.stamp) return false;
    for (const chunk of chunks) this.chunks.set(chunk.number, chunk);
    return true;
  }

  /* Where the distinct places stand at a zoom, as canvas pixels from an origin in world pixels:
     x and y of place k at 2k, 2k + 1. Spherical Mercator, as Leaflet's own `project`. */
  projectPlaces(zoom, origin) {
    const { place_lon_deg: lon, place_lat_deg: lat } = this.arrays;
    const world = 256 * 2 ** zoom;
    const points = new Float64Array(2 * lon.length);
    for (let k = 0; k < lon.length; k++) {
      const sine = Math.sin((lat[k] * Math.PI) / 180);
      points[2 * k] = world * (lon[k] / 360 + 0.5) - origin.x;
      points[2 * k + 1] = world * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) - origin.y;
    }
    return points;
  }

  /* Records of the days from..to (numbers from the record's first day, both counted). */
  range(from, to) {
    if (this.span === 0) return [0, 0];
    const first = Math.max(0, Math.min(from, this.span));
    const last = Math.max(-1, Math.min(to, this.span - 1));
    return last < first ? [0, 0] : [this.dayStart[first], this.dayStart[last + 1]];
  }

  passes(record) {
    return (this.mask[record >> 3] >> (record & 7)) & 1;
  }

  is(record, flag) {
    return (this.flags[record] & flag) !== 0;
  }

  /* A cell as text; blank where it has not come yet. What the dot says is always there. */
  text(column, record) {
    if (DOT_COLUMNS.has(column)) return this.dots[this.dot[record]][column];
    if (!this.textChunk) return this.strings[this.arrays[`text_${column}`][record]];
    const chunk = this.chunks.get(this.chunkOf(record));
    return chunk ? chunk.columns[column][record % this.textChunk] : '';
  }

  /* The weapons of a record in words, as geo/model/weapons.py writes them. Its bits are in the order of `words.weapon`;
     "several" is set wherever there is more than one, and read out where it stands alone. */
  weaponText(record) {
    const words = Object.entries(this.words.weapon).filter((_, place) => (this.weapon[record] >> place) & 1);
    const named = words.length > 1 ? words.filter(([word]) => word !== 'several') : words;
    const labels = named.map(([, label]) => label);
    return [labels.slice(0, -1).join(', '), labels.at(-1)].filter(Boolean).join(' and ');
  }

  /* The record with an id; -1 where there is none, or its text has not come. */
  find(id) {
    if (this.textChunk) {
      for (const { number, columns } of this.chunks.values()) {
        const at = columns.attack_id.indexOf(id);
        if (at >= 0) return number * this.textChunk + at;
      }
      return -1;
    }
    const string = this.strings.indexOf(id);
    return string < 0 ? -1 : this.arrays.text_attack_id.indexOf(string);
  }

  /* Day number of a record: the last day that starts at or before it. */
  day(record) {
    let low = 0;
    let high = this.span;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.dayStart[middle] <= record) low = middle;
      else high = middle;
    }
    return low;
  }

  isoOf(day) {
    return new Date(this.firstMs + day * DAY_MS).toISOString().slice(0, 10);
  }

  /* Day number of an ISO day; NaN where it is none. */
  dayOf(iso) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return NaN;
    const ms = Date.parse(iso);
    if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== iso) return NaN;
    return Math.round((ms - this.firstMs) / DAY_MS);
  }

  /* Counted records a day under the mask: the histogram. */
  perDay() {
    return Uint32Array.from({ length: this.span }, (_, day) => this.dayTotals.count('counted', day, day));
  }
}
