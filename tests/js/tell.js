/* Tells periods of a record as the map does: a task as JSON on standard input, the answers on standard output. */

import { readFileSync } from 'node:fs';

import { bytesOfBase64 } from '../../layers/plugin/data/embedded.js';
import { tellPeriod } from '../../layers/plugin/data/figures.js';
import { writeHead } from '../../layers/plugin/data/head_words.js';
import { Records } from '../../layers/plugin/data/records.js';
import { TimeWindow } from '../../layers/plugin/time/time_window.js';

const { payload, mask, views, words } = JSON.parse(readFileSync(0, 'utf8'));
const records = new Records(bytesOfBase64(payload).buffer);
records.setMask(bytesOfBase64(mask));
const time = new TimeWindow(records, () => {});
const answers = views.map(({ from, to, mode }) => {
  time.put(records.dayOf(from), records.dayOf(to), mode);
  const told = tellPeriod(records, time);
  return { told, ...writeHead(told, words) };
});
process.stdout.write(JSON.stringify(answers));
