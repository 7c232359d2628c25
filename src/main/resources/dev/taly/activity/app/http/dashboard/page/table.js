// Rows of events: as many as are wanted, drawn a few times a second however many come.

import { clockTime, dayAndTime, element, grouped, visible } from "./text.js";

/** Painting a table costs far more than filling it; the first event after a pause is drawn at once. */
const DRAW_EVERY = 250;

const place = event => {
  const geo = event.enrichment?.geo ?? {};
  return [geo.city, geo.country ?? geo.countryCode].filter(Boolean).join(", ") || event.ipAddress || "";
};

const resource = event => event.resource + (event.resourceId ? " " + event.resourceId : "");

/** A row of cells; the event is kept beside it. */
export function row(event, withDay = false) {
  const cell = (kind, text) => {
    const shown = visible(text);
    return element("td", { class: kind, title: shown.length > 14 ? shown : null }, shown);
  };
  return element("tr", { tabindex: "-1", "data-level": visible(event.level, 10), "data-outcome": visible(event.outcome, 10) },
    element("td", { class: "time", title: dayAndTime(event.timestamp) }, (withDay ? dayAndTime : clockTime)(event.timestamp)),
    cell("level", event.level), cell("tenant", event.tenantId), cell("actor", event.actorId), cell("action", event.action),
    cell("resource", resource(event)), cell("outcome", event.outcome), cell("place", place(event)));
}

export class EventTable {
  #events = new WeakMap();
  #ids = new Set();
  #waiting = [];
  #held = [];
  #unseen = 0;
  #paused = false;
  #asked = false;
  #drawn = 0;
  #chosen = null;

  /**
   * @param open called with an event to show in full
   * @param most how many rows it holds
   * @param withDay whether the events are of several days
   */
  constructor(table, open, most, withDay) {
    this.body = table.tBodies[0];
    this.open = open;
    this.most = most;
    this.withDay = withDay;
    this.body.addEventListener("click", click => {
      const clicked = click.target.closest("tr");
      if (clicked && this.#events.has(clicked)) {
        this.#choose(clicked);
        this.open(this.#events.get(clicked));
      }
    });
  }

  get paused() { return this.#paused; }

  get held() { return this.#held.length + this.#unseen; }

  get rows() { return this.body.rows.length; }

  pause(paused) {
    this.#paused = paused;
    if (!paused) {
      this.add(this.#unseen ? [{ missing: this.#unseen + EventTable.#count(this.#held[0]) }, ...this.#held.slice(1)] : this.#held);
      this.#held = [];
      this.#unseen = 0;
    }
  }

  clear() {
    this.body.replaceChildren();
    this.#ids.clear();
    this.#waiting = [];
    this.#held = [];
    this.#unseen = 0;
    this.#chosen = null;
  }

  /** Some events or gaps, the oldest first. */
  add(items) {
    const target = this.#paused ? this.#held : this.#waiting;
    for (const item of items) target.push(item);
    const over = target.splice(0, Math.max(0, target.length - this.most));
    if (this.#paused) for (const item of over) this.#unseen += EventTable.#count(item);
    if (!this.#paused && !this.#asked) {
      this.#asked = true;
      setTimeout(() => requestAnimationFrame(() => this.#draw()), Math.max(0, this.#drawn + DRAW_EVERY - performance.now()));
    }
  }

  #draw() {
    this.#asked = false;
    this.#drawn = performance.now();
    const fresh = document.createDocumentFragment();
    for (const item of this.#waiting) {
      const made = item.missing ? this.#gap(item.missing) : this.#row(item.event);
      if (made) fresh.insertBefore(made, fresh.firstChild);
    }
    this.#waiting = [];
    this.body.insertBefore(fresh, this.body.firstChild);
    while (this.body.rows.length > this.most) {
      const last = this.body.lastElementChild;
      this.#ids.delete(this.#key(this.#events.get(last)));
      if (last === this.#chosen) this.#chosen = null;
      last.remove();
    }
  }

  /** How many events an item stands for. */
  static #count(item) { return item.missing ?? 1; }

  #key(event) { return event ? event.tenantId + " " + event.id : ""; }

  #row(event) {
    // A copy that came later.
    if (this.#ids.has(this.#key(event))) return null;
    this.#ids.add(this.#key(event));
    const made = row(event, this.withDay);
    this.#events.set(made, event);
    return made;
  }

  #gap(missing) {
    return element("tr", { class: "gap" }, element("td", { colspan: "8" }, grouped(missing) + " events went by unseen"));
  }

  /** Chooses the row so many further down. */
  move(by) {
    const rows = [...this.body.rows].filter(candidate => this.#events.has(candidate));
    const at = rows.indexOf(this.#chosen);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) this.#choose(next);
  }

  #choose(next) {
    this.unchoose();
    this.#chosen = next;
    next.setAttribute("aria-selected", "true");
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  unchoose() {
    this.#chosen?.removeAttribute("aria-selected");
    this.#chosen = null;
  }

  openChosen() {
    if (this.#chosen) this.open(this.#events.get(this.#chosen));
  }
}
