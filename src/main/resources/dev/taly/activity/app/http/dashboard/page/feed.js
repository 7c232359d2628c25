// The stream of events. It comes again by itself, and goes on where it was.

const AGAIN_AFTER = 2000;

export class Feed {
  #source = null;
  #timer = 0;
  #filter = {};
  #cursor = "";

  /** @param heard { events(batch), state("live" | "lost" | "connecting"), signedOut() } */
  constructor(heard) {
    this.heard = heard;
  }

  /** Begins anew with another filter. */
  open(filter) {
    this.#filter = filter;
    this.#cursor = "";
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const query = new URLSearchParams(Object.entries({ ...this.#filter, after: this.#cursor }).filter(([, value]) => value));
    const source = new EventSource("/api/feed?" + query);
    this.#source = source;
    source.addEventListener("hello", () => this.heard.state("live"));
    source.addEventListener("events", message => {
      this.#cursor = message.lastEventId;
      this.heard.events(JSON.parse(message.data));
    });
    source.addEventListener("goodbye", () => {
      source.close();
      this.heard.signedOut();
    });
    source.addEventListener("error", () => {
      this.heard.state("lost");
      // A browser gives up where it was refused.
      if (source.readyState === EventSource.CLOSED && source === this.#source) {
        this.#timer = setTimeout(() => this.#again(), AGAIN_AFTER);
      }
    });
  }

  async #again() {
    try {
      const answer = await fetch("/api/me", { cache: "no-store" });
      if (answer.status === 401) return this.heard.signedOut();
    } catch {
      // Nobody answers yet.
    }
    this.#connect();
  }
}
