// The page: signs in, listens, and draws.

import { ask, byId, clockTime, dayAndTime, element, grouped, visible, visibleLines } from "./text.js";
import { EventTable } from "./table.js";
import { Feed } from "./feed.js";
import { RateChart } from "./chart.js";
import { Search } from "./search.js";
import { showFigures } from "./figures.js";

/** Of the live table. */
const MOST_ROWS = 200;

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const REFUSALS = {
  refused: "That token is unknown, has expired, or may not watch.",
  later: "There were too many wrong tokens. Wait a minute.",
};

const table = new EventTable(byId("events"), showDetail, MOST_ROWS, false);
const search = new Search(showDetail);
const chart = new RateChart(byId("chart"));
const seen = { leftOut: 0, shown: 0, since: 0, dropped: 0 };
let state = "connecting";
let tenantOfMine = null;
/** Whose events are shown; empty for all. */
let tenantShown = "";

function showSignIn() {
  byId("app").hidden = true;
  byId("sign-in").hidden = false;
  byId("sign-in-said").textContent = REFUSALS[new URLSearchParams(location.search).get("sign-in")] ?? "";
  history.replaceState(null, "", "/");
  byId("token").focus();
}

/** A link with a token signs in on this machine alone, where the token is no secret. A fragment is never sent. */
function tokenOfLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  return LOOPBACK.includes(location.hostname) ? token : null;
}

async function begin() {
  const token = tokenOfLink();
  let me;
  try {
    me = await ask("/api/me");
  } catch (problem) {
    if (problem.status !== 401) return setTimeout(begin, 2000);
    showSignIn();
    if (token && !byId("sign-in-said").textContent) {
      byId("token").value = token;
      byId("sign-in").querySelector("form").requestSubmit();
    }
    return;
  }
  start(me);
}

function start(me) {
  byId("app").hidden = false;
  tenantOfMine = me.tenant ?? null;
  byId("scope").textContent = visible(me.tenant ?? "all tenants", 64);
  byId("who").title = "Signed in as " + visible(me.name, 64);
  byId("open-search").hidden = !me.search;
  for (const id of ["tenant", "search-tenant"]) byId(id).hidden = tenantOfMine !== null;
  const feed = new Feed({ events: heard, state: show, signedOut: () => location.assign("/") });
  const open = () => {
    if (!byId("tenant").reportValidity()) return;
    tenantShown = byId("tenant").value.trim();
    table.clear();
    const levels = [...document.querySelectorAll("input[name=level]:checked")].map(box => box.value);
    const filtered = levels.length < 3 || byId("action").value.trim() || tenantShown;
    byId("nothing-said").textContent = filtered ? "Nothing that is chosen has happened yet." : "Nothing has happened yet.";
    feed.open({ level: levels.length === 3 ? "" : levels.join(","), action: byId("action").value.trim(), tenant: tenantShown });
    refresh();
  };
  document.querySelectorAll(".live input").forEach(input => input.addEventListener("change", open));
  open();
  setInterval(refresh, 1000);
}

function heard(batch) {
  seen.leftOut += batch.leftOut;
  seen.shown += batch.items.length;
  table.add(batch.missing ? [{ missing: batch.missing }, ...batch.items] : batch.items);
  if (table.paused) show(state);
}

function show(next) {
  state = next;
  const paused = next === "live" && table.paused;
  byId("state").dataset.state = paused ? "paused" : next;
  const said = paused ? "Paused" + (table.held ? ", " + grouped(table.held) + " wait" : "") : { live: "Live", lost: "Connection lost", connecting: "Connecting" }[next];
  if (byId("state").textContent !== said) byId("state").textContent = said;
  byId("offline").hidden = next !== "lost";
}

let asking = false;
async function refresh() {
  saySampled();
  if (asking || document.hidden) return;
  asking = true;
  try {
    const now = await ask("/api/now", tenantOfMine ? {} : { tenant: tenantShown });
    seen.dropped = now.dropped;
    requestAnimationFrame(() => {
      showFigures(now);
      chart.show(now);
    });
  } catch (problem) {
    if (problem.status === 401) location.assign("/");
  } finally {
    asking = false;
  }
}

/** What share of the last seconds is shown. */
function saySampled() {
  const now = performance.now();
  if (now - seen.since < 3000) return;
  const all = seen.shown + seen.leftOut;
  const said = seen.leftOut ? "a sample: " + grouped(seen.shown) + " of " + grouped(all) + " in the last seconds; critical and failed ones first" : seen.dropped
    ? grouped(seen.dropped) + " were too many to come here at all" : "";
  if (byId("sampled").textContent !== said) byId("sampled").textContent = said;
  Object.assign(seen, { leftOut: 0, shown: 0, since: now });
}

function showDetail(event) {
  const geo = event.enrichment?.geo ?? {};
  const facts = [
    ["Time", dayAndTime(event.timestamp)], ["Received", event.receivedAt && dayAndTime(event.receivedAt)], ["Level", event.level],
    ["Tenant", event.tenantId], ["Actor", event.actorId], ["Resource", [event.resource, event.resourceId].filter(Boolean).join(" ")],
    ["Outcome", event.outcome], ["Address", event.ipAddress], ["Place", [geo.city, geo.country ?? geo.countryCode].filter(Boolean).join(", ")],
    ["Client", event.userAgent], ["Trace", event.traceId], ["Id", event.id],
  ];
  byId("detail-title").textContent = visible(event.action, 64);
  byId("detail-list").replaceChildren(...facts.filter(([, value]) => value)
    .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, visible(value, 1100))]));
  byId("detail-json").textContent = visibleLines(JSON.stringify(event, null, 2));
  if (!byId("detail").open) byId("detail").showModal();
}

function pause() {
  table.pause(!table.paused);
  byId("pause").setAttribute("aria-pressed", String(table.paused));
  byId("pause").firstChild.data = table.paused ? "Go on " : "Pause ";
  show(state);
}

const keys = {
  "/": () => byId("open-search").hidden || search.open(),
  "?": () => byId("help").showModal(),
  p: pause,
  j: () => table.move(1),
  k: () => table.move(-1),
  f: () => byId("action").focus(),
  Enter: () => table.openChosen(),
  Escape: () => table.unchoose(),
};

document.addEventListener("keydown", key => {
  const elsewhere = key.target.closest("input, select, textarea, dialog, button, summary, a");
  if (byId("app").hidden || key.ctrlKey || key.metaKey || key.altKey || document.querySelector("dialog[open]") || !keys[key.key]) return;
  if (elsewhere && (key.key === "Enter" || elsewhere.matches("input:not([type=checkbox]), select, textarea"))) {
    if (key.key === "Escape") elsewhere.blur();
    return;
  }
  key.preventDefault();
  keys[key.key]();
});
byId("pause").addEventListener("click", pause);
byId("open-search").addEventListener("click", () => search.open());
byId("open-help").addEventListener("click", () => byId("help").showModal());
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.addEventListener("click", click => click.target === dialog && dialog.close());
}
begin();
