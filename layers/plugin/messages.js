/* What the page around the map and the map say to each other. The map's frame has no origin: both talk by messages. */

import { copyMarking } from './card/copy_button.js';
import { Preferences } from './data/preferences.js';
import { theme } from './draw/theme.js';
/** @import { MessageToMap, MessageToPage } from './protocol.js' */
/** @import { TimeMap } from './time_map.js' */

/** @param {Omit<MessageToPage, 'from'>} message */
function postToPage(message) {
  window.parent.postMessage({ from: 'basewatch', ...message }, '*');
}

/**
 * Obey the page around the map, and report to it.
 * @param {TimeMap} timeMap
 */
export function talkToPage(timeMap) {
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent && data && data.to === 'basewatch') hearPage(timeMap, data);
  });
  timeMap.onSettle = (settled) => postToPage({ settled });
  timeMap.onWant = (wanted) => postToPage({ wanted });
  timeMap.onHead = (head) => postToPage({ head });
  timeMap.onArea = (area) => postToPage({ area });
  copyMarking.ask = () => postToPage({ unmarked: true });
  postToPage({ hello: true });
}

/**
 * Obey a message, which holds any of these. What moves the map needs records.
 * @param {TimeMap} timeMap
 * @param {MessageToMap} data
 */
function hearPage(timeMap, data) {
  if (data.theme) theme.set(data.theme);
  if (data.marking !== undefined) copyMarking.text = data.marking;
  if (data.outline) timeMap.takeOutline(data.outline);
  if (data.remembered) timeMap.preferences = new Preferences(data.remembered, (remember) => postToPage({ remember }));
  if (data.records && timeMap.records) timeMap.replaceRecords(data.records, data.view);
  else if (data.records) timeMap.start(data.records, data.view);
  if (!timeMap.records) return;
  if (data.mask) timeMap.setMask(data.mask).then(() => postToPage({ masked: true }));
  if (data.area !== undefined) timeMap.showArea(data.area);
  if (data.draw) timeMap.area.begin();
  if (data.texts) timeMap.takeTexts(data.texts);
  if (data.command) timeMap.obey(data.command);
}
