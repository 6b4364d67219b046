// Requests to the server of this review. The token comes in the fragment of the address and is taken out of sight at once.
export class Api {
  constructor() {
    if (location.hash.length > 1) {
      sessionStorage.setItem("yinuo-token", location.hash.slice(1));
      history.replaceState(null, "", location.pathname + location.search);
    }
    this.token = sessionStorage.getItem("yinuo-token") ?? "";
  }

  async get(path, query = {}) {
    const asked = new URLSearchParams(query).toString();
    return this.answer(await fetch(`/api/${path}${asked ? `?${asked}` : ""}`, { headers: this.headers() }), [200]);
  }

  async post(path, body) {
    const headers = { ...this.headers(), "content-type": "application/json" };
    return this.answer(await fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }), [200, 409]);
  }

  beacon(path, body) {
    const headers = { ...this.headers(), "content-type": "application/json" };
    fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body), keepalive: true }).catch(() => {});
  }

  headers() {
    return { "x-yinuo-token": this.token };
  }

  async answer(response, good) {
    const made = await response.json().catch(() => ({}));
    if (good.includes(response.status)) return made;
    throw Object.assign(new Error(made.error ?? `HTTP ${response.status}`), { status: response.status });
  }
}
