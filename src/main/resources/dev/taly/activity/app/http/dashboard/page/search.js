// Search in the archive.

import { ask, byId, grouped } from "./text.js";
import { EventTable } from "./table.js";

/** As many as the server answers with. */
const MOST_HITS = 500;

export class Search {
  #running = null;

  constructor(open) {
    this.table = new EventTable(byId("hits"), open, MOST_HITS, true);
    byId("search-form").addEventListener("submit", submitted => {
      submitted.preventDefault();
      this.#run(Object.fromEntries(new FormData(submitted.target)));
    });
  }

  open() {
    if (!byId("search").open) byId("search").showModal();
    byId("search-form").elements.text.focus();
  }

  async #run(asked) {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    byId("search-said").textContent = "Searching …";
    try {
      const found = await ask("/api/search", asked, running.signal);
      this.table.clear();
      this.table.add(found.events.reverse().map(event => ({ event })));
      byId("search-said").textContent = this.#summary(found);
    } catch (problem) {
      if (running.signal.aborted) return;
      this.table.clear();
      byId("search-said").textContent = problem.status ? problem.message : "Nobody answers. Try it again.";
    }
  }

  #summary(found) {
    const count = found.events.length;
    const said = count === 0 ? "Nothing was found there." : count === 1 ? "One event." : grouped(count) + " events, the newest first.";
    return said + (found.more ? " There are more: ask for a shorter time." : "")
      + (found.complete ? "" : " Not everything could be read, so some may be missing.");
  }
}
