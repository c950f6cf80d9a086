// A temperature over time with its limits and the excursions shaded, drawn by uPlot.
// `<div data-curve="…address of the points…" data-low="0" data-high="8" data-unit="°C">`

import uPlot from "../vendor/uplot/uPlot.esm.js";
import { call, showProblem } from "./api.js";
import { parts } from "./parts.js";

const HEIGHT_PX = 340;
/** The business's clock, not the reader's: a room in Changsha is watched from anywhere. */
const ZONE = { timeZone: document.documentElement.dataset.zone };

/**
 * @typedef {{from_s: number, until_s: number}} Excursion
 * @typedef {{at_s: number[], value: (number | null)[], excursions: Excursion[]}} Points
 * @typedef {{points: Points, limits: number[], unit: string, label: string, time: string}} Drawing
 */

/** Draw every curve of this page. */
export function drawAll() {
  for (const place of parts(document, "[data-curve]", HTMLElement)) draw(place).catch(showProblem);
}

/** @param {HTMLElement} place */
async function draw(place) {
  /** @type {Points} */
  const points = await call(place.dataset.curve ?? "");
  const { low, high, unit = "°C", label = "", time = "" } = place.dataset;
  const limits = [low, high].filter((limit) => limit).map(Number);
  const chart = new uPlot(options(place, { points, limits, unit, label, time }), [points.at_s, points.value], place);
  new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: HEIGHT_PX })).observe(place);
  addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-theme-switch]")) chart.redraw();
  });
}

/** @param {HTMLElement} place @param {Drawing} drawing @returns {uPlot.Options} */
function options(place, { points, limits, unit, label, time }) {
  const axis = { stroke: () => colour("--ink-soft"), grid: { stroke: () => colour("--line"), width: 1 } };
  return {
    width: place.clientWidth,
    height: HEIGHT_PX,
    scales: { y: { range: (_chart, low, high) => range([low, high, ...limits]) } },
    axes: [{ ...axis, values: clock }, { ...axis, size: 60, values: (_chart, ticks) => ticks.map((tick) => `${tick} ${unit}`) }],
    series: [
      { label: time, value: (_chart, at_s) => (at_s ? new Date(at_s * 1000).toLocaleString(document.documentElement.lang, ZONE) : "–") },
      {
        label,
        stroke: () => colour("--brand"),
        width: 2,
        points: { show: false },
        value: (_chart, value) => (value === null || value === undefined ? "–" : `${value.toFixed(1)} ${unit}`),
      },
    ],
    hooks: { drawClear: [(chart) => background(chart, points.excursions, limits)] },
  };
}

/** @param {uPlot} chart @param {Excursion[]} excursions @param {number[]} limits */
function background(chart, excursions, limits) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = colour("--stop-soft");
  for (const { from_s, until_s } of excursions) {
    const left = Math.max(chart.valToPos(from_s, "x", true), bbox.left);
    const right = Math.min(chart.valToPos(until_s, "x", true), bbox.left + bbox.width);
    if (right > left) ctx.fillRect(left, bbox.top, right - left, bbox.height);
  }
  ctx.strokeStyle = colour("--stop");
  ctx.lineWidth = 1.5;
  ctx.setLineDash([8, 6]);
  for (const limit of limits) {
    const y = chart.valToPos(limit, "y", true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

/**
 * Limits stay in view, with a little air above and below.
 * @param {number[]} values
 * @returns {[number, number]}
 */
function range(values) {
  const known = values.filter((value) => Number.isFinite(value));
  if (!known.length) return [0, 1];
  const low = Math.min(...known);
  const high = Math.max(...known);
  const air = Math.max((high - low) * 0.08, 0.5);
  return [low - air, high + air];
}

/** @param {uPlot} chart @param {number[]} ticks_s @returns {string[]} */
function clock(chart, ticks_s) {
  const { min = 0, max = 0 } = chart.scales.x ?? {};
  const days = (max - min) / 86_400;
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = days > 2 ? { month: "2-digit", day: "2-digit", hour: "2-digit" } : { hour: "2-digit", minute: "2-digit" };
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { ...ZONE, ...shape, hour12: false });
  return ticks_s.map((tick_s) => format.format(new Date(tick_s * 1000)));
}

/** @param {string} name of a colour in tokens.css */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

drawAll();
