/* What a measurement does inside of a page: in each frame as window.bench, before the page's own
   scripts. It goes by window.timeMap, by the map's own events, and by nothing else. */

window.bench = {
  nextFrame: () => new Promise((resolve) => { requestAnimationFrame(resolve); }),

  /* A frame has been painted, and the browser is free again. */
  afterPaint: () => new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  }),

  /* Say on the console, once, that what a selector finds is painted. */
  tellPainted(selector) {
    const watch = new MutationObserver(() => {
      if (!document.querySelector(selector)) return;
      watch.disconnect();
      window.bench.afterPaint().then(() => console.debug('bench: painted'));
    });
    watch.observe(document, { childList: true, subtree: true, attributeFilter: ['class'] });
  },

  iso: (first, day) => new Date(Date.parse(first) + day * 86400000).toISOString().slice(0, 10),

  /* Hand a file of records to the page, as the app's page does by message. */
  async load(input, view) {
    const records = await input.files[0].arrayBuffer();
    window.postMessage({ to: 'basewatch', records, view }, '*');
    await window.timeMap.ready;
    await window.bench.afterPaint();
  },

  /* A drag: a step in every frame; the intervals between the frames in ms. */
  async drag({ first, from, days, steps }) {
    const { nextFrame, iso } = window.bench;
    const intervals = [];
    let before = null;
    for (let step = 0; step < steps; step++) {
      const now = await nextFrame();
      if (before !== null) intervals.push(now - before);
      before = now;
      window.timeMap.setWindow(iso(first, from + step), iso(first, from + step + days - 1));
    }
    await window.bench.afterPaint();
    return intervals.slice(5);
  },

  /* A new window out of rest, and until it is painted; in ms. */
  async jump({ first, from, days, steps }) {
    const { iso } = window.bench;
    const took = [];
    for (let step = 0; step < steps; step++) {
      await new Promise((resolve) => { setTimeout(resolve, 20 + (step * 7) % 17); });
      const start = performance.now();
      await window.timeMap.setWindow(iso(first, from + 3 * step), iso(first, from + 3 * step + days - 1));
      took.push(performance.now() - start);
    }
    return took;
  },

  /* The mouse at places all over the map; what each move takes the page, in ms. */
  hover(steps) {
    const box = document.querySelector('.folium-map').getBoundingClientRect();
    const took = [];
    for (let step = 0; step < steps; step++) {
      const clientX = box.left + 60 + ((step * 97) % (box.width - 120));
      const clientY = box.top + 60 + ((step * 61) % (box.height - 120));
      const event = new MouseEvent('mousemove', { bubbles: true, clientX, clientY });
      const start = performance.now();
      document.elementFromPoint(clientX, clientY).dispatchEvent(event);
      took.push(performance.now() - start);
    }
    return took;
  },

  now: () => performance.timeOrigin + performance.now(),

  /* When the next filter is painted; asked in the map's frame, before the filter changes. */
  nextMask: () => new Promise((resolve) => {
    const hear = ({ data }) => {
      if (!data || !data.mask) return;
      window.removeEventListener('message', hear);
      window.bench.afterPaint().then(() => resolve(window.bench.now()));
    };
    window.addEventListener('message', hear);
  }),

  /* Tick a choice of the filter panel; gives when. */
  tick(number) {
    const began = window.bench.now();
    document.querySelectorAll('.bw-filters .bwf-list input[type=checkbox]')[number].click();
    return began;
  },

  /* Follow the server's runs, as the page shows them, and what settles in the map's frame. */
  watchRuns() {
    const { bench } = window;
    bench.startRuns();
    const app = document.querySelector('[data-test-script-state]');
    let before = app.getAttribute('data-test-script-state');
    new MutationObserver(() => {
      const state = app.getAttribute('data-test-script-state');
      if (state === before) return;
      if (state === 'running') bench.runs.started += 1;
      if (state === 'notRunning') bench.runs.ended = bench.now();
      before = state;
    }).observe(app, { attributes: true });
    window.addEventListener('message', ({ data }) => {
      if (data && data.settled) bench.runs.settled = bench.now();
    });
  },

  startRuns() {
    window.bench.runs = { started: 0, ended: null, settled: null };
  },
};
