// Text from events is hostile: it only ever becomes text, and what would steer or hide other text is made visible.

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The same text with nothing unseen in it, and no longer than that. */
export function visible(value, longest = 160) {
  const text = value === undefined || value === null ? "" : String(value);
  const short = text.length > longest ? text.slice(0, longest) + "…" : text;
  return short.replace(UNSEEN, c => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

/** As visible, but lines stay lines. */
export function visibleLines(value) {
  return String(value).split("\n").map(line => visible(line, 200_000)).join("\n");
}

/** An element with text or elements in it. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(key, value);
  }
  made.append(...content);
  return made;
}

export const byId = id => document.getElementById(id);

const two = number => String(number).padStart(2, "0");

/** 14:05:09.120, as the reader's clock has it. */
export function clockTime(text, millis = true) {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return visible(text, 40);
  const clock = two(time.getHours()) + ":" + two(time.getMinutes()) + ":" + two(time.getSeconds());
  return millis ? clock + "." + String(time.getMilliseconds()).padStart(3, "0") : clock;
}

export const dayAndTime = text => {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? visible(text, 40)
    : time.getFullYear() + "-" + two(time.getMonth() + 1) + "-" + two(time.getDate()) + " " + clockTime(text);
};

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DIGIT = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export const grouped = number => GROUPED.format(number);

export const rate = number => (number < 10 ? ONE_DIGIT : GROUPED).format(number);

export function duration(seconds) {
  if (seconds < 90) return Math.max(0, Math.round(seconds)) + " s";
  return seconds < 5400 ? Math.round(seconds / 60) + " min" : ONE_DIGIT.format(seconds / 3600) + " h";
}

/** Asks the server; throws what it says where it refuses. */
export async function ask(path, parameters = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const answer = await fetch(path + (query.size ? "?" + query : ""), { signal, credentials: "same-origin", cache: "no-store" });
  const json = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(json.detail || "It did not work."), { status: answer.status });
  return json;
}
