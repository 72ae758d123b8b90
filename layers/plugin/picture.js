/* The map as a picture to paste: what the screen shows, on paper whatever the theme, its legend whole
   and beside it, between its marking above and below, with title, period and counts. Without a
   marking there is none. */

const PICTURE = { ratio: 2, pad: 14, gap: 8, font: '"Source Sans 3", "Source Sans Pro", "DejaVu Sans", system-ui, sans-serif' };

/* Text that can do nothing but be read: controls and turns of the writing direction are spelled out. */
function inertText(text) {
  return text.replace(/[\t\n\r]+/g, ' ')
    .replace(/(?![\u200c-\u200f\u061c])[\p{Cc}\p{Cf}]/gu, (one) => `[U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/* Break a text into lines of a width, at spaces where that is possible; nothing is cut. */
function breakLines(context, text, width) {
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (context.measureText(longer).width <= width) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const letter of word) {
      if (line && context.measureText(line + letter).width > width) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}

class MapPicture {
  /* told: {marking, name, colour, ink, title, filters, foot}, the words that the page knows;
     `name` is the marking as a file's name bears it. */
  constructor(timeMap, told) {
    if (!told.marking.trim()) throw new RangeError('A picture leaves the page only with a marking.');
    Object.assign(this, { timeMap, told, map: timeMap.map });
    const size = this.map.getSize();
    [this.mapWidth, this.mapHeight] = [size.x, size.y];
  }

  /* The days, and how they are meant. */
  periodText() {
    const { records, bar, shownDays: [first, last] } = this.timeMap;
    const days = `${(last - first + 1).toLocaleString('en')} ${first === last ? 'day' : 'days'}`;
    const how = bar.mode === 'cumulative' ? `cumulative from the record's first day, ${days}` : `window of ${days}`;
    return `${dtgOfWindow(records.isoOf(first), records.isoOf(last))} · ${how}`;
  }

  /* The counts, each out of how many, and what is not on the map. */
  countsText() {
    const { bar, layers, records, shownDays, tables } = this.timeMap;
    const { counted, confirmed, unplaced, heldOut } = this.timeMap.tally();
    const { share } = tellPeriod(records, bar.time);
    if (share === 'none') return tables.head.not_covered;
    const number = (value) => value.toLocaleString('en');
    const apart = layers.has('strikes') ? layers.strikes.inDays(shownDays).filter(({ lonlat }) => !lonlat).length : 0;
    const outside = layers.has('attacks') ? layers.dots.countOutside() : 0;
    const whole = records.dayTotals.whole('counted');
    const which = whole === records.total ? '' : ' in the filters';
    return [
      `${number(counted)} of ${number(whole)} counted records${which}`,
      `${number(confirmed)} of ${number(counted)} US-confirmed`,
      layers.has('attacks') ? '' : 'attacks not drawn',
      outside ? `${number(outside)} ${outside === 1 ? 'lies' : 'lie'} outside this map` : '',
      unplaced ? `${countText(unplaced, heldOut)} not placed` : '',
      apart ? `${number(apart)} ${apart === 1 ? 'strike' : 'strikes'} not placed` : '',
    ].filter(Boolean).join(' · ');
  }

  /* What stands above and below the map: bands of lines, each with its own look. */
  bands() {
    const { told } = this;
    const bold = (size) => ({ font: `700 ${size}px ${PICTURE.font}`, size });
    const plain = (size) => ({ font: `400 ${size}px ${PICTURE.font}`, size });
    const ink = readColours('--ink', '--quiet', '--brick');
    const marking = [{ text: told.marking, ...bold(15), colour: told.ink, centred: true }];
    return {
      marking,
      head: [
        { text: told.title, ...bold(19), colour: ink[0] },
        { text: this.periodText(), ...bold(16), colour: ink[2] },
        { text: this.countsText(), ...plain(13.5), colour: ink[0] },
        ...(told.filters ? [{ text: told.filters, ...plain(13.5), colour: ink[0] }] : []),
      ],
      foot: [...told.foot, this.timeMap.tables.credits].map((text) => ({ text, ...plain(11), colour: ink[1] })),
    };
  }

  /* Break a band's texts into lines, each with its height. */
  setLines(context, texts) {
    return texts.flatMap(({ text, ...look }) => {
      context.font = look.font;
      return breakLines(context, inertText(text), this.width - 2 * PICTURE.pad).map((line) => ({ line, height: look.size * 1.32, ...look }));
    });
  }

  /* Draw it; a promise of a PNG as a Blob. The map's own canvases are as before when this returns. */
  draw() {
    const measure = new OffscreenCanvas(1, 1).getContext('2d');
    const before = theme.name;
    theme.set('light');
    this.timeMap.layers.onPaper(true);
    const { legend } = this.timeMap.layers;
    legend.showWhole(true);
    try {
      const column = legend.root.getBoundingClientRect();
      this.width = Math.ceil(this.mapWidth + column.width + PICTURE.gap);
      const bodyHeight = Math.ceil(Math.max(this.mapHeight, column.height));
      const set = Object.fromEntries(Object.entries(this.bands()).map(([name, texts]) => [name, this.setLines(measure, texts)]));
      const heightOf = (lines, air) => Math.ceil(lines.reduce((sum, { height }) => sum + height, air));
      const [bar, head, foot] = [heightOf(set.marking, 8), heightOf(set.head, 14), heightOf(set.foot, 10)];
      const height = 2 * bar + head + bodyHeight + foot;
      const canvas = new OffscreenCanvas(Math.round(this.width * PICTURE.ratio), Math.round(height * PICTURE.ratio));
      const context = canvas.getContext('2d', { alpha: false });
      context.scale(PICTURE.ratio, PICTURE.ratio);
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, this.width, height);
      this.drawBar(context, 0, bar, set.marking);
      this.drawLines(context, bar + 7, set.head);
      this.drawMap(context, bar + head);
      this.drawLegend(context, bar + head, column);
      this.drawLines(context, bar + head + bodyHeight + 5, set.foot);
      this.drawBar(context, height - bar, bar, set.marking);
      return canvas.convertToBlob({ type: 'image/png' });
    } finally {
      legend.showWhole(false);
      this.timeMap.layers.onPaper(false);
      theme.set(before);
    }
  }

  drawBar(context, top, height, lines) {
    context.fillStyle = this.told.colour;
    context.fillRect(0, top, this.width, height);
    this.drawLines(context, top + 4, lines);
  }

  drawLines(context, top, lines) {
    context.textBaseline = 'middle';
    let y = top;
    for (const { line, height, font, colour, centred } of lines) {
      context.font = font;
      context.fillStyle = colour;
      context.textAlign = centred ? 'center' : 'left';
      context.fillText(line, centred ? this.width / 2 : PICTURE.pad, y + height / 2);
      y += height;
    }
  }

  drawMap(context, top) {
    const { map, timeMap, mapWidth: width, mapHeight } = this;
    const corner = map.getContainer().getBoundingClientRect();
    context.save();
    context.beginPath();
    context.rect(0, top, width, mapHeight);
    context.clip();
    context.translate(0, top);
    timeMap.layers.drawOn(context, PICTURE.ratio);
    this.drawArea(context);
    timeMap.layers.drawDotsOn(context, PICTURE.ratio);
    context.translate(-corner.x, -corner.y);
    for (const part of [timeMap.labels.root, map.getContainer().querySelector('.leaflet-control-scale')]) repaintElement(context, part);
    context.restore();
    context.strokeStyle = readColours('--edge')[0];
    context.lineWidth = 1;
    context.strokeRect(0.5, top + 0.5, width - 1, mapHeight - 1);
  }

  /* The legend in a column of its own: it hides nothing of the map, and nothing of it is cut. */
  drawLegend(context, top, column) {
    context.save();
    context.translate(this.mapWidth + PICTURE.gap - column.x, top - column.y);
    for (const part of this.timeMap.layers.legend.root.children) repaintElement(context, part);
    context.restore();
  }

  /* The outline of the area of interest, as the style sheet has it. */
  drawArea(context) {
    const { edges } = this.timeMap.area;
    if (!edges) return;
    const [west, south, east, north] = edges;
    const [a, b] = [[north, west], [south, east]].map((place) => this.map.latLngToContainerPoint(place));
    const style = getComputedStyle(this.timeMap.area.box.getElement());
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.setLineDash(style.strokeDasharray.split(',').map(parseFloat));
    context.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y);
    context.setLineDash([]);
  }
}

function readColours(...names) {
  const style = getComputedStyle(document.documentElement);
  return names.map((name) => style.getPropertyValue(name).trim());
}

/* Answer the page around this one, which asked for a picture: its bytes and a name for a file. */
async function answerPicture(timeMap, { id, ...told }) {
  try {
    const blob = await new MapPicture(timeMap, told).draw();
    const { from, to } = timeMap.settledView();
    const png = await blob.arrayBuffer();
    window.parent.postMessage({ from: 'basewatch', picture: { id, png, name: `${told.name}_basewatch_${from}_${to}_map.png` } }, '*', [png]);
  } catch (error) {
    window.parent.postMessage({ from: 'basewatch', picture: { id, fault: error.message } }, '*');
    throw error;
  }
}
