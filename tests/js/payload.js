/* A payload from a few rows, as layers/payload.py packs one: a JSON header, then typed arrays sorted by day. */

import { Records } from '../../layers/plugin/data/records.js';

const DAY_MS = 86400000;
const TYPES = { Uint8Array: 'uint8', Uint32Array: 'uint32', Int8Array: 'int8', Float32Array: 'float32' };

/* A row: {id, date, counted, usConfirmed, placed, site, outcome, killed, wounded, addedBy, weapon, own}; all but
   the id and the date have defaults. own: [lon, lat] of a record with a place of its own. */
export function makePayload(rows, { first = '2023-10-17', span = 60, sites = ['conoco', 'hemo'], withTexts = true, ...more } = {}) {
  const dayOf = (iso) => Math.round((Date.parse(iso) - Date.parse(first)) / DAY_MS);
  const days = rows.map(({ date }) => dayOf(date));
  const flags = rows.map(({ counted = true, usConfirmed = false, placed = true }) => (counted ? 1 : 0) | (usConfirmed ? 2 : 0) | (placed ? 4 : 0));
  const distinct = (values) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  const numbers = (values, list) => values.map((value) => list.findIndex((one) => JSON.stringify(one) === JSON.stringify(value)));
  const looks = rows.map(({ outcome = 'unknown', addedBy = '', confirmation = 'us_official' }) => ({ outcome, added_by: addedBy, confirmation, date_precision: 'day' }));
  const tolls = rows.map(({ killed = null, wounded = null }) => [killed, wounded]);
  const places = rows.map(({ own = null }) => own);
  const [dots, pairs, points, ids] = [distinct(looks), distinct(tolls), distinct(places.filter(Boolean)), rows.map(({ id }) => id)];
  const arrays = {
    day_start: Uint32Array.from({ length: span + 1 }, (_, day) => days.filter((one) => one < day).length),
    site: Int8Array.from(rows, ({ site = sites[0] }) => sites.indexOf(site)),
    dot: Uint8Array.from(numbers(looks, dots)),
    flags: Uint8Array.from(flags),
    weapon: Uint8Array.from(rows, ({ weapon = 1 }) => weapon),
    toll: Uint8Array.from(numbers(tolls, pairs)),
    place: Int8Array.from(places, (place) => (place ? numbers([place], points)[0] : -1)),
    place_lon_deg: Float32Array.from(points, ([lon]) => lon),
    place_lat_deg: Float32Array.from(points, ([, lat]) => lat),
    ...(withTexts ? { text_attack_id: Uint32Array.from(ids.keys()) } : {}),
  };
  const header = {
    stamp: '0123456789abcdef', count: rows.length, first, span, record_first: Math.min(...days), record_last: Math.max(...days), covers: null,
    total: flags.filter((flag) => flag & 1).length, dots, tolls: pairs,
    sites: sites.map((id) => ({ id, name: id, lonlat: [40, 35], total: 0 })), strikes: [], sources: {}, strings: withTexts ? ids : [],
    text_chunk: withTexts ? 0 : 2, positions: [], words: { weapon: { rocket: 'rocket', mortar: 'mortar', several: 'several' } }, grades_are: '', ...more,
  };
  return pack(header, arrays);
}

function pack(header, arrays) {
  const index = [];
  let offset = 0;
  for (const [name, array] of Object.entries(arrays)) {
    index.push({ name, type: TYPES[array.constructor.name], offset, n: array.length });
    offset += Math.ceil(array.byteLength / 8) * 8;
  }
  const head = new TextEncoder().encode(JSON.stringify({ ...header, arrays: index }));
  const start = Math.ceil((4 + head.length) / 8) * 8;
  const payload = new Uint8Array(start + offset).fill(0x20, 0, start);
  new DataView(payload.buffer).setUint32(0, start - 4, true);
  payload.set(head, 4);
  Object.values(arrays).forEach((array, k) => payload.set(new Uint8Array(array.buffer), start + index[k].offset));
  return payload.buffer;
}

export function makeRecords(rows, options) {
  return new Records(makePayload(rows, options));
}

/* A mask of the records that pass, one bit each, the first in the lowest. */
export function maskOf(passing) {
  const mask = new Uint8Array(Math.ceil(passing.length / 8));
  passing.forEach((passes, record) => { mask[record >> 3] |= passes ? 1 << (record & 7) : 0; });
  return mask;
}
