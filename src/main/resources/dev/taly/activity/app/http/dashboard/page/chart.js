// Events a second, stacked by level.

import uPlot from "./uplot.js";
import { rate } from "./text.js";

const STEP = 5;
const LEVELS = ["critical", "warn", "info"];

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Averages of some seconds each, every level on top of those below it. */
function stacked(now) {
  const end = Math.floor(Date.parse(now.at) / 1000);
  const series = LEVELS.map(level => now.perSecond[level]);
  const length = series[0].length;
  const begin = end - length + 1;
  const times = [];
  const sums = LEVELS.map(() => []);
  for (let from = Math.ceil(begin / STEP) * STEP; from < end; from += STEP) {
    const to = Math.min(from + STEP, end);
    times.push(from);
    let below = 0;
    for (let level = LEVELS.length - 1; level >= 0; level--) {
      for (let second = from; second < to; second++) below += series[level][second - begin] / (to - from);
      sums[level].push(below);
    }
  }
  return [times, ...sums];
}

export class RateChart {
  #chart = null;

  constructor(place) {
    this.place = place;
    new ResizeObserver(() => this.#chart?.setSize(this.#size())).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#chart?.redraw());
  }

  show(now) {
    const data = stacked(now);
    if (this.#chart) this.#chart.setData(data);
    else this.#chart = this.#make(data);
  }

  #size() {
    return { width: Math.max(200, this.place.clientWidth - 16), height: Math.max(120, this.place.clientHeight - 6) };
  }

  #make(data) {
    const bars = uPlot.paths.bars({ size: [0.82, 40], align: 1 });
    const axis = {
      stroke: () => colour("--soft"), grid: { stroke: () => colour("--line"), width: 1 }, ticks: { show: false },
      font: "12px system-ui, sans-serif",
    };
    return new uPlot({
      ...this.#size(), legend: { show: false }, cursor: { show: false }, padding: [8, 4, 0, 0],
      scales: { y: { range: (chart, low, high) => [0, Math.max(5, high * 1.08)] } },
      axes: [
        { ...axis, size: 30, space: 90, values: [[60, "{HH}:{mm}", null, null, null, null, null, null, 1], [1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1]] },
        { ...axis, size: 52, space: 36, values: (chart, splits) => splits.map(rate) },
      ],
      series: [{}, ...LEVELS.map(level => ({ paths: bars, width: 0, points: { show: false }, fill: () => colour("--" + level), stroke: () => colour("--" + level) }))],
    }, data, this.place);
  }
}
