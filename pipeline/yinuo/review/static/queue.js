// Events on their way to the store. Each lies in localStorage until the server has it on its disk: a page that is
// closed, a server that is down or a network that stalls loses nothing. An event has its id, so a retry is no second one.
const LONGEST_WAIT = 15000;
const BATCH = 50;

export class Queue {
  constructor(api, name, told) {
    this.api = api;
    this.name = `yinuo-queue-${name}`;
    this.told = told; // told(state, stored, refused)
    this.wait = 500;
    this.busy = false;
    this.timer = null;
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this.leave());
  }

  waiting() {
    return read(this.name);
  }

  add(events) {
    const all = [...this.waiting(), ...events];
    const kept = write(this.name, all);
    if (!kept) this.unsaved = all; // storage is full or forbidden: keep them in memory at least
    this.told("saving", [], []);
    this.send();
  }

  async send() {
    clearTimeout(this.timer);
    if (this.busy) return;
    const events = this.pending().slice(0, BATCH);
    if (!events.length) return this.told("saved", [], []);
    this.busy = true;
    try {
      const answer = await this.api.post("decisions", events);
      const done = new Set([...answer.stored, ...answer.refused].map((own) => own.event));
      this.remove(done);
      this.wait = 500;
      this.busy = false;
      this.told(this.pending().length ? "saving" : "saved", answer.stored, answer.refused);
      if (this.pending().length) this.send();
    } catch (error) {
      this.busy = false;
      this.told(error.status === 403 ? "locked" : "failing", [], []);
      this.timer = setTimeout(() => this.send(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }
  }

  pending() {
    return this.unsaved ?? this.waiting();
  }

  remove(done) {
    const left = this.pending().filter((own) => !done.has(own.event));
    if (this.unsaved) this.unsaved = left.length ? left : null;
    write(this.name, read(this.name).filter((own) => !done.has(own.event)));
  }

  leave() {
    const events = this.pending().slice(0, BATCH);
    if (events.length) this.api.beacon("decisions", events);
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? [];
  } catch {
    return [];
  }
}

function write(name, events) {
  try {
    localStorage.setItem(name, JSON.stringify(events));
    return true;
  } catch {
    return false;
  }
}
