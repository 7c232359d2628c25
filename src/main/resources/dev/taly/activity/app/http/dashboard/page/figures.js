// Tiles, most frequent names and alerts.

import { byId, clockTime, duration, element, grouped, rate, visible } from "./text.js";

const sum = numbers => numbers.reduce((total, number) => total + number, 0);

const put = (id, text) => {
  if (byId(id).textContent !== text) byId(id).textContent = text;
};

/** The average of the last whole seconds. */
function current(now) {
  const levels = Object.values(now.perSecond);
  return sum(levels.map(level => sum(level.slice(-6, -1)))) / 5;
}

function names(id, list) {
  const most = Math.max(1, ...list.map(name => name.events));
  byId(id).replaceChildren(...(list.length === 0
    ? [element("li", { class: "none" }, "none yet")]
    : list.slice(0, 7).map(name => {
      const shown = visible(name.name, 80);
      return element("li", { title: shown }, element("progress", { value: name.events, max: most, "aria-hidden": "true" }),
        element("b", {}, shown), element("span", {}, grouped(name.events)));
    })));
}

function spark(id, minutes) {
  const most = Math.max(1, ...minutes);
  byId(id).setAttribute("aria-label", "minute by minute: " + minutes.join(", "));
  byId(id).replaceChildren(...minutes.map(count => {
    const bar = element("i", count ? { class: "some" } : {});
    bar.style.height = Math.round(2 + 16 * count / most) + "px";
    return bar;
  }));
}

function tone(id, critical, warn) {
  byId(id).classList.toggle("critical", critical);
  byId(id).classList.toggle("warn", !critical && warn);
}

function queues(seen, at) {
  for (const tile of ["queue-tile", "dead-tile"]) byId(tile).hidden = !seen;
  if (!seen) return;
  const age = seen.behindSince ? (Date.parse(at) - Date.parse(seen.behindSince)) / 1000 : 0;
  put("queue", grouped(seen.waiting + seen.inWork));
  put("queue-note", seen.behindSince ? "behind for " + duration(age) : seen.waiting + seen.inWork ? "in work" : "empty");
  tone("queue-tile", age > 900, age > 120);
  put("dead", grouped(seen.deadLetters));
  put("dead-note", seen.deadLetters ? "activity dlq list shows why" : "none");
  tone("dead-tile", false, seen.deadLetters > 0);
}

/** What its sentence says besides its title. */
const about = alert => {
  const sentence = alert.detail ?? "";
  return sentence.startsWith(alert.title + ": ") ? sentence.slice(alert.title.length + 2) : sentence;
};

function alerts(list) {
  const box = byId("alerts");
  box.hidden = list.length === 0;
  if (list.length === 0) return;
  const worst = ["critical", "warn", "info"].find(level => list.some(alert => alert.severity === level));
  const first = list.find(alert => alert.severity === worst);
  box.dataset.severity = worst;
  put("alert-count", list.length === 1 ? "1 alert" : grouped(list.length) + " alerts");
  put("alert-title", visible(first.title, 300));
  put("alert-about", visible(about(first), 300));
  put("alert-time", clockTime(first.at, false));
  const key = list.map(alert => alert.id).join(" ");
  if (box.dataset.key === key) return;
  box.dataset.key = key;
  byId("alert-list").replaceChildren(...list.map(alert => element("li", {},
    element("time", {}, clockTime(alert.at, false)), element("strong", {}, visible(alert.title, 300)),
    ...(alert.detail ? [element("p", {}, visible(about(alert), 1000))] : []))));
}

/** Shows them; returns how many events come in a second. */
export function showFigures(now) {
  const perSecond = current(now);
  put("rate", rate(perSecond));
  put("rate-note", grouped(now.total) + " in 15 minutes");
  const critical = sum(now.perSecond.critical);
  put("critical", grouped(critical));
  tone("critical-tile", critical > 0, false);
  const failed = sum(now.failedLogins);
  put("failed", grouped(failed));
  spark("failed-spark", now.failedLogins);
  names("actors", now.actors);
  names("actions", now.actions);
  names("failed-actors", now.failedActors);
  queues(now.queues, now.at);
  alerts(now.alerts);
  byId("known-actions").replaceChildren(...now.actions.map(name => element("option", { value: visible(name.name, 64) })));
  return perSecond;
}
