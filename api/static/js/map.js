// Routes on an empty ground: our own roads, warehouse, shops and trips as vector layers. No tile server,
// no request to anybody else. The picture's data is in the page: `<script type="application/json" id="…">`.

import { call, showProblem } from "./api.js";
import { parts } from "./parts.js";

/**
 * @typedef {{latitude: number, longitude: number}} Point
 * @typedef {Point & {name: string}} Warehouse
 * @typedef {Point & {name: string, note: string}} Unserved
 * @typedef {Unserved & {position: number}} StopPoint
 * @typedef {[number, number][]} Line
 * @typedef {{colour: number, name: string, path: Line, stops: StopPoint[]}} Trip
 *
 * @typedef {object} Picture
 * @property {Warehouse[]} warehouses
 * @property {Line[]} roads
 * @property {Trip[]} trips
 * @property {Unserved[]} unserved
 *
 * @typedef {import("leaflet").Map} Chart
 * @typedef {import("leaflet").LatLngBounds} Bounds
 */

const TRIP_COLOURS = 8;

/** Draw every `<div data-map="address of a Picture">` of this page. */
export function drawAll() {
  for (const place of parts(document, "[data-map]", HTMLElement)) load(place).catch(showProblem);
}

/** @param {HTMLElement} place */
async function load(place) {
  draw(place, await call(place.dataset.map ?? ""));
}

/** @param {HTMLElement} place @param {Picture} picture */
export function draw(place, picture) {
  const map = L.map(place, { zoomSnap: 0.25, keyboard: true, preferCanvas: false });
  const bounds = L.latLngBounds([]);
  const city = roads(map, picture.roads);
  for (const trip of picture.trips) drawTrip(map, trip, bounds);
  for (const shop of picture.unserved) drawUnserved(map, shop, bounds);
  for (const warehouse of picture.warehouses) drawWarehouse(map, warehouse, bounds);
  // What is driven fills the picture; the rest of the city is one step out.
  if (picture.trips.length || picture.unserved.length) map.fitBounds(bounds.pad(0.12));
  else if (city.isValid()) map.fitBounds(city.pad(0.06));
  else map.setView([28.2, 112.97], 11);
  new ResizeObserver(() => map.invalidateSize()).observe(place);
  return map;
}

/** @param {Chart} map @param {Line[]} lines */
function roads(map, lines) {
  const look = { color: token("--line-strong"), weight: 1.5, opacity: 0.6, interactive: false };
  return L.polyline(lines, look).addTo(map).getBounds();
}

/** @param {Chart} map @param {Trip} trip @param {Bounds} bounds */
function drawTrip(map, trip, bounds) {
  const colour = tripColour(trip.colour);
  for (const point of trip.path) bounds.extend(point);
  L.polyline(trip.path, { color: colour, weight: 4, opacity: 0.9 }).bindPopup(words(trip.name)).addTo(map);
  for (const stop of trip.stops) {
    const at = L.latLng(stop.latitude, stop.longitude);
    bounds.extend(at);
    L.circleMarker(at, { radius: 9, color: token("--surface"), weight: 2, fillColor: colour, fillOpacity: 1 })
      .bindTooltip(String(stop.position), { permanent: true, direction: "center", className: "map__label" })
      .bindPopup(words(`${stop.position}. ${stop.name}`, stop.note))
      .addTo(map);
  }
}

/** @param {Chart} map @param {Unserved} shop @param {Bounds} bounds */
function drawUnserved(map, shop, bounds) {
  const at = L.latLng(shop.latitude, shop.longitude);
  bounds.extend(at);
  L.circleMarker(at, { radius: 8, color: token("--stop"), weight: 3, fillColor: token("--surface"), fillOpacity: 1 })
    .bindPopup(words(shop.name, shop.note))
    .addTo(map);
}

/** @param {Chart} map @param {Warehouse} warehouse @param {Bounds} bounds */
function drawWarehouse(map, warehouse, bounds) {
  const at = L.latLng(warehouse.latitude, warehouse.longitude);
  bounds.extend(at);
  L.circleMarker(at, { radius: 12, color: token("--surface"), weight: 3, fillColor: token("--ink"), fillOpacity: 1 })
    .bindPopup(words(warehouse.name))
    .addTo(map);
}

/** Names come from people: they become text, never markup. @param {string} title */
function words(title, note = "") {
  const all = document.createElement("div");
  const head = document.createElement("strong");
  head.textContent = title;
  all.append(head);
  if (note) all.append(document.createElement("br"), note);
  return all;
}

/** @param {number} number */
function tripColour(number) {
  const probe = document.createElement("i");
  probe.className = `trip-${number % TRIP_COLOURS}`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).getPropertyValue("--trip").trim();
  probe.remove();
  return colour;
}

/** @param {string} name of a colour in tokens.css */
function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

drawAll();
