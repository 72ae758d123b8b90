/* Play: the window moves by itself, at a speed, once or over and over. */

import { element, setPressed } from '../draw/dom.js';
/** @import { TimeWindow } from './time_window.js' */

const STEP_MS = { day: 110, week: 420, month: 900 };
const SPEEDS = [0.5, 1, 2, 4];
/* How long the end stays before a loop begins anew, and the quickest step where an officer asked the
   system for less motion. */
const REST_MS = 900;
const CALM_MS = 500;

export class TimePlay {
  /**
   * unit() says by what to step; show(playing) follows each start and stop, settle() each stop.
   * @param {TimeWindow} time
   */
  constructor(time, { unit, show, settle }) {
    this.time = time;
    this.unit = unit;
    this.show = show;
    this.settle = settle;
    this.timer = null;
    this.speed = 1;
    this.loop = false;
    this.grown = -1;
    this.calm = window.matchMedia('(prefers-reduced-motion: reduce)');
    this.button = element('button', {
      type: 'button', className: 'bw-play', 'aria-keyshortcuts': 'Space', onclick: () => this.toggle(),
    });
    this.speedChoice = element('select', { 'aria-label': 'Speed', title: 'Speed (< slower, > faster)' },
      SPEEDS.map((speed) => element('option', { value: String(speed), text: `${speed}×` })));
    this.speedChoice.addEventListener('change', () => this.setSpeed(Number(this.speedChoice.value)));
    this.loopButton = element('button', {
      type: 'button', text: 'loop', 'aria-label': 'Loop', title: 'Loop: begin again at the end (L)', 'aria-keyshortcuts': 'L',
      onclick: () => this.setLoop(!this.loop),
    });
    this.root = element('div', { className: 'bw-group' }, [this.button, this.speedChoice, this.loopButton]);
    this.setSpeed(1);
    this.setLoop(false);
    this.showButton();
  }

  get playing() {
    return this.timer !== null;
  }

  setSpeed(speed) {
    this.speed = speed;
    this.speedChoice.value = String(speed);
  }

  /* One speed up or down. */
  changeSpeed(direction) {
    const next = SPEEDS.indexOf(this.speed) + direction;
    if (next >= 0 && next < SPEEDS.length) this.setSpeed(SPEEDS[next]);
  }

  setLoop(loop) {
    this.loop = loop;
    setPressed(this.loopButton, loop);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    const { time } = this;
    // A window of the whole record has nowhere to go: it grows from the first day instead.
    if (time.isWhole && time.mode === 'window') this.grown = time.last;
    else if (this.grown !== time.to) this.grown = -1;
    if (time.to >= time.last) this.rewind();
    this.wait(this.stepMs);
    this.showButton();
    this.show(true);
  }

  pause() {
    if (!this.playing) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.showButton();
    this.show(false);
    this.settle();
  }

  rewind() {
    const { time } = this;
    if (this.grown >= 0) time.set(0, 0);
    else if (time.mode === 'cumulative') time.set(time.from, time.from);
    else time.moveTo(0);
    if (this.grown >= 0) this.grown = 0;
  }

  get stepMs() {
    const ms = STEP_MS[this.unit()] / this.speed;
    return this.calm.matches ? Math.max(CALM_MS, ms) : ms;
  }

  wait(ms) {
    this.timer = setTimeout(() => this.tick(), ms);
  }

  tick() {
    const { time } = this;
    if (time.to >= time.last) {
      if (!this.loop) {
        this.pause();
        return;
      }
      this.rewind();
    } else if (this.grown >= 0 || time.mode === 'cumulative') {
      time.grow(this.unit());
      if (this.grown >= 0) this.grown = time.to;
    } else {
      time.step(this.unit(), 1);
    }
    this.wait(this.loop && time.to >= time.last ? Math.max(REST_MS, this.stepMs) : this.stepMs);
  }

  showButton() {
    const name = this.playing ? 'Pause' : 'Play';
    this.button.textContent = this.playing ? '❚❚' : '▶\ufe0e';
    this.button.setAttribute('aria-label', name);
    this.button.title = `${name} (space)`;
  }
}
