/* The entry: makes the time map of folium's map, in the app's frame and in a page of its own. */

import { makeApi } from './api.js';
import { bytesOfBase64, embeddedPayload } from './data/embedded.js';
import { Preferences } from './data/preferences.js';
import { embeddedProduct, showProduct, showProductFigures } from './data/product.js';
import { theme } from './draw/theme.js';
import { talkToPage } from './messages.js';
import { TimeMap } from './time_map.js';

/**
 * Called by folium's own script, once its map is made.
 * @param {L.Map} map
 */
export function attachTimeMap(map) {
  const tables = JSON.parse(document.getElementById('bw-tables').textContent);
  const outline = document.getElementById('bw-outline');
  if (outline) tables.outline = JSON.parse(outline.textContent);
  const timeMap = new TimeMap(map, tables);
  window.timeMap = makeApi(timeMap);
  map.attributionControl.setPrefix(false);
  const payload = embeddedPayload();
  if (payload) startAlone(timeMap, payload);
  else talkToPage(timeMap);
}

/**
 * A page of its own brings its records along.
 * @param {TimeMap} timeMap
 */
function startAlone(timeMap, payload) {
  const told = embeddedProduct();
  if (told) {
    showProduct(told, timeMap.map.getContainer());
    timeMap.onHead = showProductFigures;
  }
  const view = JSON.parse(document.getElementById('bw-view').textContent);
  if (view.mask) view.mask = bytesOfBase64(view.mask);
  timeMap.preferences = Preferences.ofBrowser();
  theme.followSystem();
  timeMap.start(payload, view);
}
